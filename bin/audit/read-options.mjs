import { parseArgs } from "node:util";
import { ReadableError } from "../services/processes.mjs";

const usage = "npm run audit -- [--sale SLUG] [--json]";

/** @typedef {{ sale: string | null, json: boolean }} AuditOptions */

/**
 * Throws ReadableError with the usage.
 *
 * @param {string[]} args
 * @returns {AuditOptions}
 */
export function readOptions(args) {
  const { sale = null, json = false } = parse(args);
  if (sale !== null && !/^[a-z0-9-]{1,64}$/.test(sale)) {
    throw new ReadableError(`--sale is a sale's slug, such as aurora-desk-lamp. Usage: ${usage}`);
  }
  return { sale, json };
}

/** @param {string[]} args */
function parse(args) {
  try {
    const text = /** @type {const} */ ({ type: "string" });
    const flag = /** @type {const} */ ({ type: "boolean" });
    return parseArgs({ args, options: { sale: text, json: flag } }).values;
  } catch (error) {
    throw new ReadableError(`${error instanceof Error ? error.message : String(error)}. Usage: ${usage}`);
  }
}
