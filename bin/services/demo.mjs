import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ReadableError, waitUntil } from "./processes.mjs";
import { projectPath } from "./project.mjs";
import { lastLines, runCommand } from "./run-command.mjs";

const askMs = 2_000;

/**
 * Fills an empty shop with demo data.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether there was anything to fill
 */
export async function seedEmptyShop(env, signal) {
  if (await hasSales(env.DATABASE_URL ?? "")) return false;
  const { code, output } = await runCommand(process.execPath, [projectPath(".build/seed.js")], { env, signal });
  if (code !== 0) throw new ReadableError(`The demo data could not be made:\n${lastLines(output)}`);
  return true;
}

/** @param {string} databaseUrl */
async function hasSales(databaseUrl) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query("select exists (select from sales) as present");
    return rows[0].present === true;
  } finally {
    await client.end();
  }
}

/**
 * @param {string} dataDir
 * @returns {{ role: string, email: string, password: string }[]}
 */
export function readLogins(dataDir) {
  const file = join(dataDir, "demo-logins.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}

/**
 * The sale that opens next. The worker may still be planning it, so this asks for a few seconds.
 *
 * @param {string} address
 * @returns {Promise<{ slug: string, title: string, startsAt: Date, inMs: number } | undefined>}
 */
export async function findNextSale(address) {
  /** @type {Awaited<ReturnType<typeof findNextSale>>} */
  let found;
  await waitUntil(
    async () => {
      found = await askNextSale(address);
      return found !== undefined;
    },
    4_000,
    500,
  );
  return found;
}

/**
 * @param {string} address
 * @returns {ReturnType<typeof findNextSale>}
 */
async function askNextSale(address) {
  try {
    const answer = await fetch(`${address}/api/sales`, { signal: AbortSignal.timeout(askMs) });
    if (!answer.ok) return undefined;
    /** @type {import("../../lib/domain").SalesAnswer} */
    const { now, sales } = await answer.json();
    const [next] = sales
      .filter((sale) => sale.phase === "scheduled" && sale.startsAt > now)
      .sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
    if (next === undefined) return undefined;
    const startsAt = new Date(next.startsAt);
    return { slug: next.slug, title: next.title, startsAt, inMs: startsAt.getTime() - new Date(now).getTime() };
  } catch {
    return undefined;
  }
}
