import { parseArgs } from "node:util";
import { ReadableError } from "../services/processes.mjs";

const usage = "npm run simulate -- [--seeds N] [--seed FIRST] [--json]";

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
  const values = parse(args);
  return {
    seed: readNumber("--seed", values.seed ?? "1", 0, 2_000_000_000),
    seeds: readNumber("--seeds", values.seeds ?? "1000", 1, 100_000_000),
    json: values.json ?? false,
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: "string" });
  const flag = /** @type {const} */ ({ type: "boolean" });
  try {
    return parseArgs({ args: [...args], options: { seed: text, seeds: text, json: flag } }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param {string} name
 * @param {string} given
 * @param {number} min
 * @param {number} max
 * @returns {number}
 */
function readNumber(name, given, min, max) {
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < min || value > max) {
    throw wrong(`${name} is a whole number from ${min} to ${max}, not ${given}`);
  }
  return value;
}

/** @param {string} problem */
function wrong(problem) {
  return new ReadableError(`${problem}.\nUsage: ${usage}`);
}
