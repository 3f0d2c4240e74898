import { once } from "node:events";
import pg from "pg";
import { register } from "tsx/esm/api";
import { ReadableError } from "../services/processes.mjs";

/**
 * Makes the accounts and prints each as a JSON line, no faster than they are read. Stops quietly when the reader has
 * seen enough.
 *
 * @param {import("./find-shop.mjs").Shop} shop
 * @param {import("./read-options.mjs").ShopperOptions} options
 */
export async function printShoppers(shop, options) {
  // The shop's own code, read as it stands: no build to wait for, none to be out of date.
  register();
  const { createTokenKeys } = await import("../../lib/accounts/tokens/keys");
  const { ForeignAccountError, signInNumbered } = await import("../../lib/accounts/sign-in-numbered");
  const pool = new pg.Pool({ connectionString: shop.databaseUrl, max: 1, connectionTimeoutMillis: 10_000 });
  pool.on("error", () => undefined); // the query that meets the lost connection reports it
  const parts = { pool, keys: createTokenKeys(shop.secret), appOrigin: shop.origin, nowMs: Date.now() };
  const range = { role: options.role, first: options.offset + 1, count: options.count };
  try {
    for await (const batch of signInNumbered(parts, range)) {
      if (!(await print(batch.map((shopper) => `${JSON.stringify(shopper)}\n`).join("")))) break;
    }
  } catch (error) {
    if (error instanceof ForeignAccountError) throw new ReadableError(error.message);
    throw unreadable(error);
  } finally {
    await pool.end();
  }
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether somebody still reads
 */
async function print(text) {
  const { stdout } = process;
  if (stdout.destroyed || stdout.writableEnded) return false;
  if (stdout.write(text)) return true;
  await Promise.race([once(stdout, "drain"), once(stdout, "close")]).catch(() => undefined);
  return !stdout.destroyed;
}

/** What the database's errors mean to who called.
 *
 * @param {unknown} error
 */
function unreadable(error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (/^(ECONNREFUSED|ENOENT|ENOTFOUND|ETIMEDOUT|57P0[123])$/.test(code)) {
    return new ReadableError(
      "The shop's database does not answer: is the shop still running? Start it with npm start.",
    );
  }
  if (code === "42P01") return new ReadableError("The database has no tables yet: run npm start once.");
  if (code === "28P01" || code === "28000") return new ReadableError("The database refused DATABASE_URL's user.");
  return error;
}
