import { createCommandLine, flag, text } from "../services/command-line.mjs";

const { read, wrong } = createCommandLine("npm run gameday -- [--rows NAME[,NAME]] [--list] [--write] [--json]");

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
  const {
    rows = "",
    list = false,
    write = false,
    json = false,
  } = read(args, { rows: text, list: flag, write: flag, json: flag });
  const names = rows.split(",").filter((name) => name !== "");
  if (write && names.length > 0) throw wrong("--write needs every row");
  return { rows: names, list, write, json };
}
