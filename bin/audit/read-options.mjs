import { parseArgs } from "node:util";
import { ReadableError } from "../services/processes.mjs";

const usage = "npm run audit -- [--sale SLUG] [--history FILE[,FILE]] [--json]";

/** @typedef {{ sale: string | null, histories: string[], json: boolean }} AuditOptions */

/**
 * Throws ReadableError with the usage.
 *
 * @param {string[]} args
 * @returns {AuditOptions}
 */
export function readOptions(args) {
  const { sale = null, history = null, json = false } = parse(args);
  const histories = history === null ? [] : history.split(",");
  if (sale !== null && !/^[a-z0-9-]{1,64}$/.test(sale)) {
    throw new ReadableError(`--sale is a sale's slug, such as aurora-desk-lamp. Usage: ${usage}`);
  }
  if (histories.some((file) => file === "")) {
    throw new ReadableError(`--history is one file, or several with commas between them. Usage: ${usage}`);
  }
  return { sale, histories, json };
}

/** @param {string[]} args */
function parse(args) {
  try {
    const text = /** @type {const} */ ({ type: "string" });
    const flag = /** @type {const} */ ({ type: "boolean" });
    return parseArgs({ args, options: { sale: text, history: text, json: flag } }).values;
  } catch (error) {
    throw new ReadableError(`${error instanceof Error ? error.message : String(error)}. Usage: ${usage}`);
  }
}
