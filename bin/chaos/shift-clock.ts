import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ReadableError } from "../services/processes.mjs";
import { projectPath } from "../services/project.mjs";

/** A clock that one program goes by, and that can be set while it runs. */
export interface ShiftedClock {
  /** What the program is started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** From now on the program's clock is so much ahead of the machine's, or behind it. */
  shift(ms: number): Promise<void>;
}

const fileBytes = 32;

/** Compiles what shifts clocks; throws ReadableError where there is no C compiler or nothing can be preloaded. */
export function buildClockShim(directory: string): string {
  const library = join(directory, "shift-clock.so");
  if (existsSync(library)) return library;
  if (process.platform !== "linux") throw new ReadableError("clocks can be shifted on Linux only");
  const source = projectPath("bin/chaos/shift-clock.c");
  const built = spawnSync("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], { encoding: "utf8" });
  if (built.status === 0) return library;
  throw new ReadableError(
    `clocks cannot be shifted here, which takes a C compiler (${built.error?.message ?? built.stderr.trim()})`,
  );
}

export async function createShiftedClock(directory: string, name: string): Promise<ShiftedClock> {
  const file = join(directory, `clock-of-${name}`);
  // Always the same length, written over in place: the program has the file mapped.
  const write = (ms: number) => writeFile(file, String(Math.round(ms)).padEnd(fileBytes, " "), { flag: "r+" });
  await writeFile(file, "0".padEnd(fileBytes, " "));
  return { environment: { LD_PRELOAD: buildClockShim(directory), CLOCK_SHIFT_FILE: file }, shift: write };
}
