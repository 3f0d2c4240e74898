import { signInNumbered } from "../../lib/accounts/sign-in-numbered";
import { createTokenKeys } from "../../lib/accounts/tokens/keys";
import type { AuditCheck } from "../../lib/domain";
import { createPool, type ShopPool } from "../../lib/platform/postgres";
import { auditWith } from "../../lib/wiring-audit";
import { ReadableError } from "../services/processes.mjs";
import { complain, say, spelledDuration } from "../services/say.mjs";
import { type CrowdSale, countOversold, findSale } from "./find-sale";
import { openLine } from "./open-line";
import { planCrowd, type SignedIn } from "./plan-crowd";
import { printReport } from "./print-report";
import { readShopClock, type ShopClock } from "./read-clock";
import type { CrowdOptions } from "./read-options";
import { sendShoppers } from "./send-shoppers";
import type { Crowd } from "./shopper";
import { type CrowdReport, createTally, type Tally } from "./tally";
import { watchSwitch } from "./watch-switch";
import { noteCrowd, openHistory } from "./write-history";

export interface CrowdShop {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly secret: string;
  /** What the shop knows itself by. */
  readonly origin: string;
}

/** At a second each: people go away. */
const lostMax = 6;
/** A start further ahead is waited for only when that is asked for. */
const waitAnywayMs = 60_000;
/** Tickets are given from half an hour before the start. */
const ticketsFromMs = 1_800_000;

/** Sends a crowd to a sale and reports; the exit code says whether the shop kept its word. */
export async function runCrowd(shop: CrowdShop, options: CrowdOptions): Promise<number> {
  const pool = createPool({
    url: shop.databaseUrl,
    max: 2,
    applicationName: "zerohour-crowd",
    statementTimeoutMs: 60_000,
    connectTimeoutMs: 10_000,
  });
  const line = openLine(options.origin ?? shop.origin, shop.origin, options.connections);
  try {
    const sale = await findSale(pool, options.slug).catch((error: unknown) => {
      throw readable(error);
    });
    const clock = await readShopClock(line).catch((error: unknown) => {
      throw new ReadableError(`The shop does not answer at ${options.origin ?? shop.origin} (${String(error)}).`);
    });
    await waitForTickets(sale, clock, options);
    const shoppers = await signIn(pool, shop, options);
    const tally = createTally();
    const history = await openHistory(options.history);
    const startedMs = performance.now();
    await sendCrowd(
      { line, clock, sale, tally, history, stayMs: options.stayMs, lostMax, probes: options.history !== null },
      shoppers,
      options,
    );
    const tookMs = performance.now() - startedMs;
    await history.close();
    const report = await reportOn(pool, shop, sale, tally, options, tookMs);
    if (options.json) say(JSON.stringify(report));
    else printReport(report);
    return isKept(report) ? 0 : 1;
  } finally {
    line.close();
    await pool.end();
  }
}

async function waitForTickets(sale: CrowdSale, clock: ShopClock, options: CrowdOptions): Promise<void> {
  const waitMs = clock.untilMs(sale.startsAtMs);
  if (waitMs > waitAnywayMs && !options.waitForStart) {
    throw new ReadableError(
      `${sale.slug} starts in ${spelledDuration(waitMs)}. Add --wait-for-start to wait, or choose another sale.`,
    );
  }
  if (waitMs > ticketsFromMs) {
    complain(`Waiting ${spelledDuration(waitMs - ticketsFromMs)} until there are tickets ...`);
    await new Promise((resolve) => setTimeout(resolve, waitMs - ticketsFromMs));
  }
}

async function signIn(pool: ShopPool, shop: CrowdShop, options: CrowdOptions): Promise<readonly SignedIn[]> {
  const parts = { pool, keys: createTokenKeys(shop.secret), appOrigin: shop.origin, nowMs: Date.now() };
  const shoppers: SignedIn[] = [];
  const range = { role: "shopper", first: options.offset + 1, count: options.shoppers } as const;
  for await (const batch of signInNumbered(parts, range)) shoppers.push(...batch);
  return shoppers;
}

async function sendCrowd(crowd: Crowd, shoppers: readonly SignedIn[], options: CrowdOptions): Promise<void> {
  const { line, clock, sale, tally, history } = crowd;
  const nowMs = clock.nowMs();
  const plans = planCrowd(shoppers, sale, options, nowMs);
  noteCrowd(history, clock, sale, { shoppers: shoppers.length, seed: options.seed });
  if (!options.json) complain(`${shoppers.length} shoppers are on their way to ${sale.slug} ...`);
  const switching = sale.startsAtMs > nowMs ? watchSwitch(line, clock, sale, tally) : undefined;
  await sendShoppers(crowd, plans);
  await switching;
}

async function reportOn(
  pool: ShopPool,
  shop: CrowdShop,
  sale: CrowdSale,
  tally: Tally,
  options: CrowdOptions,
  tookMs: number,
): Promise<CrowdReport> {
  const oversold = await countOversold(pool, sale.id);
  const { redisUrl, databaseUrl } = shop;
  const audit = redisUrl === null ? null : await auditWith({ databaseUrl, redisUrl }, sale.slug);
  return {
    sale: sale.slug,
    shoppers: options.shoppers,
    seed: options.seed,
    stock: sale.stock,
    ...tally.counted(),
    oversold,
    tookMs: Math.round(tookMs),
    audit: audit === null ? null : { ok: audit.ok, broken: audit.checks.filter(({ ok }) => !ok).map(tellCheck) },
  };
}

function tellCheck({ name, notChecked }: AuditCheck): string {
  return notChecked === undefined ? name : `${name} (not checked)`;
}

/** Oversold, stuck, an answer that no shop may give, or a check of the audit that is broken. */
function isKept({ oversold, stuck, errors, audit }: CrowdReport): boolean {
  const failed = Object.keys(errors).some((kind) => /^5\d\d /.test(kind) || kind.startsWith("shopper:"));
  return oversold === 0 && stuck === 0 && !failed && audit?.ok !== false;
}

function readable(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (/^(ECONNREFUSED|ENOENT|ENOTFOUND|ETIMEDOUT|57P0[123])$/.test(code)) {
    return new ReadableError("The shop's database does not answer: is the shop still running?");
  }
  return error;
}
