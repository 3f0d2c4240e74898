import { parseArgs } from "node:util";
import { ReadableError } from "../services/processes.mjs";

const usage = "npm run --silent shoppers -- --count N [--offset K] [--role shopper|marketer|admin]";
const roles = /** @type {const} */ (["shopper", "marketer", "admin"]);
const countMax = 10_000_000;

/** @typedef {{ count: number, offset: number, role: "shopper" | "marketer" | "admin" }} ShopperOptions */

/**
 * Throws ReadableError with the usage.
 *
 * @param {string[]} args
 * @returns {ShopperOptions}
 */
export function readOptions(args) {
  const values = parse(args);
  const role = roles.find((name) => name === (values.role ?? "shopper"));
  if (role === undefined) throw new ReadableError(`--role is shopper, marketer or admin. Usage: ${usage}`);
  return {
    role,
    count: readNumber("--count", values.count, 1),
    offset: readNumber("--offset", values.offset ?? "0", 0),
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    const text = /** @type {const} */ ({ type: "string" });
    return parseArgs({ args, options: { count: text, offset: text, role: text } }).values;
  } catch (error) {
    throw new ReadableError(`${error instanceof Error ? error.message : String(error)}. Usage: ${usage}`);
  }
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {number} min
 */
function readNumber(name, text, min) {
  const value = text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= countMax) return value;
  throw new ReadableError(`${name} is a whole number from ${min} to ${countMax}. Usage: ${usage}`);
}
