import type { AttemptRecord } from "../../stock/attempt-record";
import type { AuditedSale, GateParts } from "../ports";

export interface Counters {
  readonly total: number;
  readonly released: number;
  readonly held: number;
  readonly sold: number;
}

/** A sale's gate at one moment. */
export interface GateMoment {
  readonly epoch: number;
  readonly version: number;
  readonly rules: string;
  readonly waiting: number;
  /** By item. A counter that is not there is a NaN: missing is never 0. */
  readonly counters: ReadonlyMap<number, Counters>;
  /** Who is in the stream, not acknowledged; null when they are too many to look at. */
  readonly inStream: ReadonlySet<string> | null;
  /** The id of the stream's newest entry, whether it is still there or not. */
  readonly lastEntryId: string;
  /** The records that were asked for; null for one the gate does not have. */
  readonly records: ReadonlyMap<string, AttemptRecord | null>;
  /** Of the causes that were asked for, those the gate has followed. */
  readonly causes: ReadonlySet<string>;
}

export interface MomentWish {
  readonly attemptIds?: readonly string[];
  readonly causes?: readonly string[];
}

/** A stream longer than this is not read: the audit must not hold up the sale it looks at. */
const streamMax = 10_000;

/** Everything in one transaction of Redis, so that it is of one moment. Null while the gate is not loaded. */
export async function readMoment(
  { redis, format }: GateParts,
  { id: saleId, itemIds }: AuditedSale,
  wish: MomentWish = {},
): Promise<GateMoment | null> {
  const keys = format.saleKeys(saleId);
  const attemptIds = wish.attemptIds ?? [];
  const causes = wish.causes ?? [];
  const reply = await redis
    .multi()
    .hmget(keys.meta, "epoch", "loader", "version", "rules", "waiting")
    .hgetall(keys.stock)
    .xinfo("STREAM", keys.intents)
    .xrange(keys.intents, "-", "+", "COUNT", streamMax + 1)
    // Both refuse an empty list.
    .hmget(keys.attempts, ...(attemptIds.length === 0 ? ["-"] : attemptIds))
    .smismember(keys.causes, ...(causes.length === 0 ? ["-"] : causes))
    .exec();
  const [meta, stock, info, entries, records, followed] = (reply ?? []).map(([, value]) => value);
  const [epoch, loader, version, rules, waiting] = listOf(meta);
  if (typeof epoch !== "string" || typeof loader === "string") return null;
  const stream = listOf(entries);
  return {
    epoch: Number(epoch),
    version: Number(version),
    rules: String(rules),
    waiting: Number(waiting),
    counters: new Map(itemIds.map((itemId) => [itemId, readCounters(stock, itemId)])),
    inStream: stream.length > streamMax ? null : new Set(stream.map(attemptOfEntry)),
    lastEntryId: String(fieldOf(listOf(info), "last-generated-id")),
    records: new Map(
      attemptIds.map((attemptId, at) => [attemptId, readRecord(listOf(records)[at], format.parseRecord)]),
    ),
    causes: new Set(causes.filter((_, at) => listOf(followed)[at] === 1)),
  };
}

/** Waits until the stream goes on, or for a moment; so a quiet sale is not asked a hundred times a second. */
export async function untilItMoves({ redis, format }: GateParts, saleId: number, lastEntryId: string): Promise<void> {
  await redis.xread("BLOCK", stillMs, "STREAMS", format.saleKeys(saleId).intents, lastEntryId);
}

const stillMs = 100;

function readCounters(stock: unknown, itemId: number): Counters {
  const counter = (name: string) => {
    const text = stock !== null && typeof stock === "object" ? Reflect.get(stock, `${itemId}:${name}`) : undefined;
    return typeof text === "string" ? Number(text) : Number.NaN;
  };
  return { total: counter("total"), released: counter("released"), held: counter("held"), sold: counter("sold") };
}

function readRecord(text: unknown, parse: (text: string) => AttemptRecord | null): AttemptRecord | null {
  return typeof text === "string" ? parse(text) : null;
}

function attemptOfEntry(entry: unknown): string {
  const [, fields] = listOf(entry);
  return String(fieldOf(listOf(fields), "attempt"));
}

/** From a list of name, value, name, value. */
function fieldOf(list: readonly unknown[], name: string): unknown {
  const at = list.indexOf(name);
  return at === -1 ? undefined : list[at + 1];
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
