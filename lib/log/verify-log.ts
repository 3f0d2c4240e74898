import type { Pool } from "pg";
import { chainStart, type HashedEntry, hashEntry } from "./hash-entry";

export type LogVerdict =
  | { readonly word: "intact"; readonly entries: number; readonly lastHash: string }
  /** The first entry that does not follow, with the reason in words. */
  | { readonly word: "broken"; readonly entryId: string; readonly reason: string };

interface LogRow extends HashedEntry {
  readonly id: string;
  readonly prevHash: string;
  readonly hash: string;
}

const partSizeMax = 1_000;

const partSql = `
SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, actor_id AS "actorId", verb, object,
  before, after, request_id AS "requestId", ip_address AS "ipAddress", prev_hash AS "prevHash", hash
FROM admin_log WHERE id > $1 ORDER BY id LIMIT ${partSizeMax}`;

/**
 * Walks the whole chain, oldest first. An entry that was altered, inserted or removed breaks it, but for entries cut
 * off at the end: whoever wants to notice that keeps `entries` and `lastHash` elsewhere and compares.
 */
export async function verifyLog(pool: Pool): Promise<LogVerdict> {
  let entries = 0;
  let lastHash = chainStart;
  let lastId = "0";
  for (;;) {
    const { rows } = await pool.query<LogRow>(partSql, [lastId]);
    for (const row of rows) {
      const reason = findBreak(row, lastHash);
      if (reason !== null) return { word: "broken", entryId: row.id, reason };
      entries += 1;
      lastHash = row.hash;
      lastId = row.id;
    }
    if (rows.length < partSizeMax) return { word: "intact", entries, lastHash };
  }
}

function findBreak(row: LogRow, lastHash: string): string | null {
  if (row.prevHash !== lastHash) return "it does not follow the entry before it";
  return hashEntry(row.prevHash, row) === row.hash ? null : "its content does not fit its hash";
}
