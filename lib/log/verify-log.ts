import type { Pool } from "pg";
import { chainStart, type HashedEntry, hashEntry } from "./hash-entry";
import type { LogPartVerdict } from "./ports";

export type LogVerdict =
  | { readonly word: "intact"; readonly entries: number; readonly lastHash: string }
  /** The first entry that does not follow, with the reason in words. */
  | { readonly word: "broken"; readonly entryId: string; readonly reason: string };

interface LogRow extends Omit<HashedEntry, "actorKey"> {
  readonly actorKey: string | null;
  readonly id: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** Hashing them holds up everything else in the process for a few milliseconds. */
const readMax = 200;

const readSql = `
SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, actor_id AS "actorId", verb, object,
  before, after, request_id AS "requestId", ip_address AS "ipAddress", actor_key AS "actorKey", prev_hash AS "prevHash", hash
FROM admin_log WHERE id > $1 ORDER BY id LIMIT ${readMax}`;

/**
 * Walks the whole chain, oldest first. An entry that was altered, inserted or removed breaks it, but for entries cut
 * off at the end: whoever wants to notice that keeps `entries` and `lastHash` elsewhere and compares.
 */
export async function verifyLog(pool: Pool): Promise<LogVerdict> {
  const verdict = await walk(pool, { id: "0", hash: chainStart }, Number.POSITIVE_INFINITY);
  if (verdict.word === "broken") return { word: "broken", entryId: verdict.entryId, reason: verdict.reason };
  return { word: "intact", entries: verdict.entries, lastHash: verdict.lastHash };
}

/**
 * Walks at most so many entries behind an entry, which an earlier part has shown to be intact; null when it is gone.
 * `entriesMax` is rounded up to whole readings.
 */
export async function verifyPart(pool: Pool, after: string | null, entriesMax: number): Promise<LogPartVerdict | null> {
  if (after === null) return walk(pool, { id: "0", hash: chainStart }, entriesMax);
  const { rows } = await pool.query<{ id: string; hash: string }>("SELECT id, hash FROM admin_log WHERE id = $1", [
    after,
  ]);
  return rows[0] === undefined ? null : walk(pool, rows[0], entriesMax);
}

async function walk(
  pool: Pool,
  start: { readonly id: string; readonly hash: string },
  entriesMax: number,
): Promise<LogPartVerdict> {
  let entries = 0;
  let last = start;
  for (;;) {
    const { rows } = await pool.query<LogRow>(readSql, [last.id]);
    for (const row of rows) {
      const reason = findBreak(row, last.hash);
      if (reason !== null) return { word: "broken", entries, entryId: row.id, reason };
      entries += 1;
      last = row;
    }
    const isEnd = rows.length < readMax;
    if (isEnd || entries >= entriesMax) {
      return { word: "intact", entries, lastHash: last.hash, last: isEnd ? null : last.id };
    }
  }
}

function findBreak(row: LogRow, lastHash: string): string | null {
  if (row.prevHash !== lastHash) return "it does not follow the entry before it";
  return hashEntry(row.prevHash, { ...row, actorKey: row.actorKey ?? undefined }) === row.hash
    ? null
    : "its content does not fit its hash";
}
