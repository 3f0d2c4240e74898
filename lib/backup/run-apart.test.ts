import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runApart } from "./run-apart";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "zerohour-apart-"));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

async function program(text: string): Promise<string> {
  const file = join(directory, "program.mjs");
  await writeFile(file, text);
  return file;
}

const never = new AbortController().signal;

it("answers what the program says", async () => {
  expect(await runApart(await program(`process.stdout.write('{"name":"a"}')`), never)).toBe("a");
  expect(await runApart(await program(`process.stdout.write('{"name":null}')`), never)).toBeNull();
});

it("fails with what the program complains of, and when it says nothing", async () => {
  const complaining = await program(`process.stderr.write("The disk is full.\\n"); process.exitCode = 1;`);
  await expect(runApart(complaining, never)).rejects.toThrow(/^The disk is full\.$/);
  const killed = await program(`process.kill(process.pid, "SIGKILL");`);
  await expect(runApart(killed, never)).rejects.toThrow(/SIGKILL/);
});

it("ends the program with the signal", async () => {
  const abort = new AbortController();
  const running = runApart(await program("setInterval(() => undefined, 1_000);"), abort.signal);
  abort.abort(new Error("enough"));
  await expect(running).rejects.toThrow(/^enough$/);
});
