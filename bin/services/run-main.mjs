import { HelpWanted } from "./command-line.mjs";
import { ReadableError } from "./processes.mjs";
import { complain, say } from "./say.mjs";

/**
 * Runs a command. A ReadableError is told as it is; anything else is a surprise and shows where it came from.
 *
 * @param {() => Promise<number | void>} main resolves with the exit code, 0 by default
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (error instanceof HelpWanted) return say(error.message);
    if (error instanceof ReadableError) complain(error.message);
    else complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  }
}
