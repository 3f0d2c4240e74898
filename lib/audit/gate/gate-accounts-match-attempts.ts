import type { AttemptRecord } from "../../stock/attempt-record";
import type { AuditedSale, GateCheck, GateParts } from "../ports";
import { listOf, readMoment } from "./read-moment";
import { scanHash } from "./scan-hash";

/**
 * I2, I6. In the gate an account's slots are those of its live attempts: none that nobody holds (its shopper could never
 * buy again), none held twice, none beyond the limit, and no live attempt without its slots. All of it is in Redis, so a
 * single transaction of Redis decides about what looked wrong. Cannot see whether the live attempts are right
 * (gate-attempts-match-orders can).
 */
export const gateAccountsMatchAttempts: GateCheck = {
  name: "gate-accounts-match-attempts",
  invariant: "I6",
  async look(parts, sale) {
    if ((await readMoment(parts, sale)) === null) return { breaches: [], found: 0, checked: 0 };
    const suspects = new Set<string>();
    const checked = await findSuspects(parts, sale, suspects);
    const breaches: string[] = [];
    for (const accountId of suspects) {
      const message = await verify(parts, sale, accountId);
      if (message !== null) breaches.push(message);
    }
    return { breaches, found: breaches.length, checked };
  },
};

interface AccountEntry {
  readonly mask: number;
  readonly live: readonly string[];
}

/** `mask id id ... [-id]`, see lib/stock/scripts/shared/accounts.lua; null when it is not that. */
function parseEntry(text: string): AccountEntry | null {
  const [mask = "", ...ids] = text.split(" ");
  return /^\d+$/.test(mask) ? { mask: Number(mask), live: ids.filter((id) => !id.startsWith("-")) } : null;
}

/** What is wrong with an account's entry, given its live attempts' records in their order; null when nothing is. */
export function judgeAccount(
  accountId: string,
  entry: AccountEntry | null,
  records: readonly (AttemptRecord | null)[],
  limit: number,
): string | null {
  if (entry === null) return `account ${accountId}: its entry in the gate cannot be read`;
  let mask = 0;
  for (const [at, record] of records.entries()) {
    const id = entry.live[at];
    if (record === null) return `account ${accountId}: its live attempt ${id} has no record in the gate`;
    if (record.accountId !== accountId) return `account ${accountId}: its live attempt ${id} is ${record.accountId}'s`;
    if (!isLive(record)) return `account ${accountId}: attempt ${id} holds its slots, but is ${record.state}`;
    if ((mask & record.slots) !== 0) return `account ${accountId}: two live attempts are in one slot`;
    mask |= record.slots;
  }
  if (mask !== entry.mask) {
    return `account ${accountId}: slots ${entry.mask.toString(2)} are taken, its live attempts hold ${mask.toString(2)}`;
  }
  return mask >> limit === 0 ? null : `account ${accountId} holds slots ${mask.toString(2)}; the limit is ${limit}`;
}

function isLive({ state }: AttemptRecord): boolean {
  return state === "queued" || state === "reserved" || state === "paying" || state === "paid";
}

async function findSuspects(parts: GateParts, sale: AuditedSale, suspects: Set<string>): Promise<number> {
  const keys = parts.format.saleKeys(sale.id);
  let checked = 0;
  for await (const fields of scanHash(parts.redis, keys.accounts)) {
    const entries = fields.map(([accountId, text]) => ({ accountId, entry: parseEntry(text) }));
    const ids = entries.flatMap(({ entry }) => entry?.live ?? []);
    const texts = ids.length === 0 ? [] : await parts.redis.hmget(keys.attempts, ...ids);
    const records = new Map(ids.map((id, at) => [id, parse(parts, texts[at])]));
    for (const { accountId, entry } of entries) {
      const live = (entry?.live ?? []).map((id) => records.get(id) ?? null);
      if (judgeAccount(accountId, entry, live, sale.limitPerAccount) !== null) suspects.add(accountId);
    }
    checked += fields.length;
  }
  for await (const fields of scanHash(parts.redis, keys.attempts)) {
    const live = fields.flatMap(([attemptId, text]) => {
      const record = parts.format.parseRecord(text);
      return record !== null && isLive(record) ? [{ attemptId, accountId: record.accountId }] : [];
    });
    if (live.length === 0) continue;
    const texts = await parts.redis.hmget(keys.accounts, ...live.map(({ accountId }) => accountId));
    for (const [at, { attemptId, accountId }] of live.entries()) {
      if (texts[at]?.includes(` ${attemptId}`) !== true) suspects.add(accountId);
    }
  }
  return checked;
}

/** The account's entry and records of one moment, which must have the very attempts that were asked for. */
async function verify(parts: GateParts, sale: AuditedSale, accountId: string): Promise<string | null> {
  const keys = parts.format.saleKeys(sale.id);
  for (let tries = 0; tries < 5; tries += 1) {
    const text = await parts.redis.hget(keys.accounts, accountId);
    const live = text === null ? [] : (parseEntry(text)?.live ?? []);
    const reply = await parts.redis
      .multi()
      .hget(keys.accounts, accountId)
      .hmget(keys.attempts, ...(live.length === 0 ? ["-"] : live))
      .exec();
    const [again, texts] = (reply ?? []).map(([, value]) => value);
    if (again !== text) continue;
    if (text === null) return `account ${accountId} has live attempts in the gate, but no slots there`;
    const records = live.map((_, at) => parse(parts, listOf(texts)[at]));
    const missing = await findMissing(parts, sale, accountId, live);
    if (missing !== null) return missing;
    return judgeAccount(accountId, parseEntry(text), records, sale.limitPerAccount);
  }
  return null;
}

/** A live attempt of the account that its entry does not name; looked for only where something looked wrong. */
async function findMissing(
  parts: GateParts,
  sale: AuditedSale,
  accountId: string,
  named: readonly string[],
): Promise<string | null> {
  const keys = parts.format.saleKeys(sale.id);
  const { rows } = await parts.pool.query<{ id: string }>(
    "SELECT 'a' || substr(id, 2) AS id FROM orders WHERE sale_id = $1 AND account_id = $2 AND order_is_live(state)",
    [sale.id, accountId],
  );
  for (const { id } of rows.filter((row) => !named.includes(row.id))) {
    const reply = await parts.redis.multi().hget(keys.attempts, id).hget(keys.accounts, accountId).exec();
    const [text, entry] = (reply ?? []).map(([, value]) => value);
    const record = parse(parts, text);
    if (record !== null && isLive(record) && !String(entry).includes(` ${id}`)) {
      return `account ${accountId}: attempt ${id} is live in the gate, but holds no slot there`;
    }
  }
  return null;
}

function parse({ format }: GateParts, text: unknown): AttemptRecord | null {
  return typeof text === "string" ? format.parseRecord(text) : null;
}
