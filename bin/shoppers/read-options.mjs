import { createCommandLine, text } from "../services/command-line.mjs";

const { read, readNumber, wrong } = createCommandLine(
  "npm run --silent shoppers -- --count N [--offset K] [--role shopper|marketer|admin]",
);
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
  const values = read(args, { count: text, offset: text, role: text });
  const role = roles.find((name) => name === (values.role ?? "shopper"));
  if (role === undefined) throw wrong("--role is shopper, marketer or admin");
  return {
    role,
    count: readNumber("--count", values.count, 1, countMax),
    offset: readNumber("--offset", values.offset ?? "0", 0, countMax),
  };
}
