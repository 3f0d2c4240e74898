import { createCommandLine, flag, text } from "../services/command-line.mjs";

const { read, readNumber } = createCommandLine("npm run simulate -- [--seeds N] [--seed FIRST] [--json]");

/**
 * @typedef {object} SimulateOptions
 * @property {number} seed the first one
 * @property {number} seeds how many
 * @property {boolean} json
 */

/**
 * Throws ReadableError with the usage.
 *
 * @param {readonly string[]} args
 * @returns {SimulateOptions}
 */
export function readOptions(args) {
  const values = read(args, { seed: text, seeds: text, json: flag });
  return {
    seed: readNumber("--seed", values.seed ?? "1", 0, 2_000_000_000),
    seeds: readNumber("--seeds", values.seeds ?? "1000", 1, 100_000_000),
    json: values.json ?? false,
  };
}
