import { describe, expect, it } from "vitest";
import { createCommandLine, flag, HelpWanted, text } from "./command-line.mjs";
import { ReadableError } from "./processes.mjs";

const { read, readNumber } = createCommandLine("npm run count -- [--from N] [--loud]");
const options = { from: text, loud: flag };

describe("a command's words", () => {
  it("are read by their names", () => {
    expect(read(["--from", "3", "--loud"], options)).toEqual({ from: "3", loud: true });
    expect(read([], options)).toEqual({});
  });

  it.each([[["--quiet"]], [["--from"]], [["17"]]])("that nobody knows are answered with the usage: %j", (args) => {
    expect(() => read(args, options)).toThrow(ReadableError);
    expect(() => read(args, options)).toThrow(/[^.]\. Usage: npm run count -- \[--from N\]/);
  });

  it("may ask for help", () => {
    expect(() => read(["--from", "3", "--help"], options)).toThrow(
      new HelpWanted("Usage: npm run count -- [--from N] [--loud]"),
    );
  });
});

describe("a number", () => {
  it("is whole and within its bounds", () => {
    expect(readNumber("--from", "0", 0, 9)).toBe(0);
    expect(readNumber("--from", "9", 0, 9)).toBe(9);
  });

  it.each(["-1", "10", "1.5", "1e0", "", " 1", "99999999999"])("is not %j", (given) => {
    expect(() => readNumber("--from", given, 0, 9)).toThrow(
      `--from is a whole number from 0 to 9, not ${given}. Usage: `,
    );
  });

  it("must be there where nothing stands in for it", () => {
    expect(() => readNumber("--from", undefined, 0, 9)).toThrow("--from is a whole number from 0 to 9. Usage: ");
  });
});
