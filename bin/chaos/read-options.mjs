import { createCommandLine, flag, text } from "../services/command-line.mjs";

const { read, readNumber } = createCommandLine("npm run chaos -- [--seed N] [--runs K] [--json]");

/**
 * @typedef {object} ChaosOptions
 * @property {number} seed of the first run; the others follow
 * @property {number} runs
 * @property {boolean} json
 */

/**
 * Throws ReadableError with the usage.
 *
 * @param {readonly string[]} args
 * @returns {ChaosOptions}
 */
export function readOptions(args) {
  const values = read(args, { seed: text, runs: text, json: flag });
  return {
    seed: readNumber("--seed", values.seed ?? "1", 0, 4_294_967_295),
    runs: readNumber("--runs", values.runs ?? "5", 1, 100_000),
    json: values.json ?? false,
  };
}
