import type { Pool } from "pg";
import type { AdminLogEntry } from "../domain";
import type { AdminLog, LogFilter } from "./ports";
import { verifyPart } from "./verify-log";

interface LogRow extends Omit<AdminLogEntry, "at" | "actor" | "address"> {
  readonly at: Date;
  readonly actorId: string;
  readonly actorName: string | null;
  readonly actorKey: string | null;
  readonly address: string | null;
}

const columns = `entry.id, entry.at, entry.actor_id AS "actorId", account.name AS "actorName",
  actor_key AS "actorKey", verb, object, before,
  after, request_id AS "requestId", ip_address AS address, prev_hash AS "prevHash", hash`;

/** Each parameter is known when the statement is planned, so a filter that is null costs nothing. */
const listSql = `
SELECT ${columns}
FROM admin_log entry LEFT JOIN accounts account ON account.id = entry.actor_id
WHERE ($1::text IS NULL OR object = $1) AND ($2::text IS NULL OR starts_with(object, $2 || ':'))
  AND ($3::text IS NULL OR actor_id = $3) AND ($4::text IS NULL OR verb = $4)
  AND ($5::timestamptz IS NULL OR entry.at >= $5) AND ($6::timestamptz IS NULL OR entry.at < $6)
  AND ($7::bigint IS NULL OR entry.id < $7)
ORDER BY entry.id DESC LIMIT $8`;

const findSql = `
SELECT ${columns}
FROM admin_log entry LEFT JOIN accounts account ON account.id = entry.actor_id
WHERE entry.id = $1`;

/** So many entries are read, and held, at once for a table of all. */
const pageSizeMax = 200;
/** So many are checked for one request, a part of a second. */
const verifiedMax = 2_000;

/** The log of changes as it is read; entries are written by `recordChange` alone. */
export function createLog({ pool }: { readonly pool: Pool }): AdminLog {
  async function list(filter: LogFilter, before: string | null, max: number): Promise<readonly AdminLogEntry[]> {
    const isKind = filter.object !== null && !filter.object.includes(":");
    const { rows } = await pool.query<LogRow>(listSql, [
      isKind ? null : filter.object,
      isKind ? filter.object : null,
      filter.actorId,
      filter.verb,
      filter.fromMs === null ? null : new Date(filter.fromMs),
      filter.toMs === null ? null : new Date(filter.toMs),
      before,
      max,
    ]);
    return rows.map(entryOf);
  }

  async function* pages(filter: LogFilter): AsyncGenerator<readonly AdminLogEntry[]> {
    let before: string | null = null;
    for (;;) {
      const entries: readonly AdminLogEntry[] = await list(filter, before, pageSizeMax);
      if (entries.length > 0) yield entries;
      if (entries.length < pageSizeMax) return;
      before = entries.at(-1)?.id ?? null;
    }
  }

  return {
    list: ({ before, max, ...filter }) => list(filter, before, max),
    async find(id) {
      const { rows } = await pool.query<LogRow>(findSql, [id]);
      return rows[0] === undefined ? null : entryOf(rows[0]);
    },
    pages,
    verify: (after) => verifyPart(pool, after, verifiedMax),
  };
}

function entryOf({ at, actorId, actorName, actorKey, address, ...row }: LogRow): AdminLogEntry {
  return {
    ...row,
    at: at.toISOString(),
    actor: { id: actorId, name: actorName, key: actorKey },
    address: maskAddress(address),
  };
}

/** Enough to see whether two entries came from one network, not enough to find a person. */
function maskAddress(address: string | null): string | null {
  return address === null ? null : address.replace(/\.\d+$/, ".*");
}
