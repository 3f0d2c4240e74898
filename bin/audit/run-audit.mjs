import { register } from "tsx/esm/api";
import { ReadableError } from "../services/processes.mjs";
import { exitCodeOf, printTable } from "./print-table.mjs";

/**
 * Audits, prints what it found and says whether all is well.
 *
 * @param {import("./find-servers.mjs").Servers} servers
 * @param {import("./read-options.mjs").AuditOptions} options
 * @returns {Promise<number>} exit code: 0 when every check is well, 1 when one is broken, 2 when one could not be made
 */
export async function runAudit(servers, options) {
  // The shop's own code, read as it stands: no build to wait for, none to be out of date.
  register();
  const { auditWith, judgeWith } = await import("../../lib/wiring-audit");
  const startedMs = performance.now();
  /** @type {import("../../lib/domain/audit").AuditAnswer} */
  let answer;
  try {
    const audited = await auditWith(servers, options.sale);
    if (audited === null) throw new ReadableError(`There is no sale ${options.sale}.`);
    const told = options.histories.length === 0 ? [] : await judgeWith(servers, options.histories);
    answer = { ...audited, ok: audited.ok && told.every(({ ok }) => ok), checks: [...audited.checks, ...told] };
  } catch (error) {
    throw readable(error, options.histories);
  }
  if (options.json) console.log(JSON.stringify(answer));
  else printTable(answer, performance.now() - startedMs);
  return exitCodeOf(answer);
}

/** What the servers' errors, and the files', mean to who called.
 *
 * @param {unknown} error
 * @param {readonly string[]} histories
 */
function readable(error, histories) {
  const path = error instanceof Error && "path" in error ? String(error.path) : "";
  if (histories.includes(path)) return new ReadableError(`The history ${path} cannot be read.`);
  if (error instanceof Error && error.name === "UnknownSale") return new ReadableError(error.message);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : "";
  if (/^(ECONNREFUSED|ENOENT|ENOTFOUND|ETIMEDOUT|57P0[123])$/.test(code) || /connection timeout/.test(message)) {
    return new ReadableError("The shop's database does not answer: is the shop still running?");
  }
  if (code === "42P01") return new ReadableError("The database has no tables yet: run npm start once.");
  if (code === "28P01" || code === "28000") return new ReadableError("The database refused DATABASE_URL's user.");
  if (/Redis did not answer|Connection is closed/.test(message)) return new ReadableError(message);
  return error;
}
