import { parseArgs } from "node:util";
import { ReadableError } from "../services/processes.mjs";

const usage = "npm run gameday -- [--rows NAME[,NAME]] [--list] [--write] [--json]";

/**
 * @typedef {object} GamedayOptions
 * @property {readonly string[]} rows names, or how they begin; all when there are none
 * @property {boolean} list tells the names and plays nothing
 * @property {boolean} write refreshes the page of the matrix
 * @property {boolean} json
 */

/**
 * Throws ReadableError with the usage.
 *
 * @param {readonly string[]} args
 * @returns {GamedayOptions}
 */
export function readOptions(args) {
  const { rows = "", list = false, write = false, json = false } = parse(args);
  const names = rows.split(",").filter((name) => name !== "");
  if (write && names.length > 0) throw wrong("--write needs every row");
  return { rows: names, list, write, json };
}

/** @param {readonly string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: "string" });
  const flag = /** @type {const} */ ({ type: "boolean" });
  try {
    return parseArgs({ args: [...args], options: { rows: text, list: flag, write: flag, json: flag } }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} problem */
function wrong(problem) {
  return new ReadableError(`${problem}.\nUsage: ${usage}`);
}
