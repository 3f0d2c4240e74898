import { parseArgs } from "node:util";
import { ReadableError } from "./processes.mjs";

/** Somebody asked how a command is used; the message is the answer. */
export class HelpWanted extends Error {
  name = "HelpWanted";
}

/**
 * How a command's words are read, and what is said of wrong ones: the problem, then the usage.
 *
 * @param {string} usage the command with all its options, as one types it
 */
export function createCommandLine(usage) {
  /** @param {string} problem without a full stop */
  const wrong = (problem) => new ReadableError(`${problem}. Usage: ${usage}`);

  return {
    wrong,

    /**
     * Throws ReadableError for words the command does not know, HelpWanted for `--help`.
     *
     * @template {NonNullable<import("node:util").ParseArgsConfig["options"]>} Options
     * @param {readonly string[]} args
     * @param {Options} options
     */
    read(args, options) {
      if (args.includes("--help")) throw new HelpWanted(`Usage: ${usage}`);
      try {
        return parseArgs({ args: [...args], options }).values;
      } catch (error) {
        throw wrong((error instanceof Error ? error.message : String(error)).replace(/\.$/, ""));
      }
    },

    /**
     * Throws ReadableError.
     *
     * @param {string} name as it was typed, with its dashes
     * @param {string | undefined} given
     * @param {number} min
     * @param {number} max
     */
    readNumber(name, given, min, max) {
      const value = given !== undefined && /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
      if (value >= min && value <= max) return value;
      throw wrong(`${name} is a whole number from ${min} to ${max}${given === undefined ? "" : `, not ${given}`}`);
    },
  };
}

/** An option with a value, and one without. */
export const text = /** @type {const} */ ({ type: "string" });
export const flag = /** @type {const} */ ({ type: "boolean" });
