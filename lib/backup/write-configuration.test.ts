import { parseEnv } from "node:util";
import { expect, it } from "vitest";
import { writeConfiguration } from "./write-configuration";

it.each([
  "plain",
  "with space # and hash",
  "it's",
  'say "it"',
  'it\'s "it"',
  "a\nb",
  "back\\slash\\n",
  "$HOME, $1 and $",
  "",
  " edges ",
  "=a=b",
])("%j comes back as it was", (value) => {
  const text = Buffer.from(writeConfiguration({ FIRST: "1", VALUE: value, ZLAST: "2" })).toString("utf8");
  expect(parseEnv(text)).toEqual({ FIRST: "1", VALUE: value, ZLAST: "2" });
});

it("refuses what no such file can hold", () => {
  expect(() => writeConfiguration({ VALUE: "'\"`" })).toThrow(/VALUE/);
});
