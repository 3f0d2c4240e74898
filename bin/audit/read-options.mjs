import { createCommandLine, flag, text } from "../services/command-line.mjs";

const { read, wrong } = createCommandLine("npm run audit -- [--sale SLUG] [--history FILE[,FILE]] [--json]");

/** @typedef {{ sale: string | null, histories: string[], json: boolean }} AuditOptions */

/**
 * Throws ReadableError with the usage.
 *
 * @param {string[]} args
 * @returns {AuditOptions}
 */
export function readOptions(args) {
  const { sale = null, history = null, json = false } = read(args, { sale: text, history: text, json: flag });
  const histories = history === null ? [] : history.split(",");
  if (sale !== null && !/^[a-z0-9-]{1,64}$/.test(sale)) {
    throw wrong("--sale is a sale's slug, such as aurora-desk-lamp");
  }
  if (histories.some((file) => file === "")) {
    throw wrong("--history is one file, or several with commas between them");
  }
  return { sale, histories, json };
}
