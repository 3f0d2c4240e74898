import { relative } from "node:path";
import { projectDir } from "./project.mjs";
import { say, spelledDuration } from "./say.mjs";

/**
 * What somebody who has just started the shop wants to know.
 *
 * @param {object} shop
 * @param {string} shop.origin
 * @param {string} shop.dataDir
 * @param {number} shop.tookMs
 * @param {readonly { role: string, email: string, password: string }[]} shop.logins
 * @param {Awaited<ReturnType<typeof import("./demo.mjs").findNextSale>>} shop.nextSale
 */
export function tellShop({ origin, dataDir, tookMs, logins, nextSale }) {
  const folder = relative(projectDir, dataDir);
  say("");
  say(`Zerohour is open (after ${spelledDuration(tookMs)}).`);
  say("");
  say(`  Shop        ${origin}`);
  if (nextSale !== undefined) {
    const opens = `opens in ${spelledWait(nextSale.inMs)}, at ${nextSale.startsAt.toLocaleTimeString("en-GB")}`;
    say(`  Next sale   ${nextSale.title} ${opens}: ${origin}/sales/${nextSale.slug}`);
  }
  if (logins.length > 0) {
    const emailWidth = Math.max(...logins.map(({ email }) => email.length));
    say("");
    for (const { role, email, password } of logins) {
      say(`  Sign in as ${role.padEnd(9)} ${email.padEnd(emailWidth)}  ${password}`);
    }
  }
  say("");
  say(`  Data and logs are in ${folder.startsWith("..") ? dataDir : folder}. Ctrl-C stops everything.`);
  say("");
}

/** @param {number} ms */
function spelledWait(ms) {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
