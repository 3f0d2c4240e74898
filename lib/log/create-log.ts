import type { Pool } from "pg";
import type { AdminLogEntry } from "../domain";
import type { AdminLog, LogPageWish } from "./ports";

interface LogRow extends Omit<AdminLogEntry, "at" | "actor" | "address"> {
  readonly at: Date;
  readonly actorId: string;
  readonly actorName: string | null;
  readonly address: string | null;
}

const listSql = `
SELECT entry.id, entry.at, entry.actor_id AS "actorId", account.name AS "actorName", verb, object, before, after,
  request_id AS "requestId", ip_address AS address, prev_hash AS "prevHash", hash
FROM admin_log entry LEFT JOIN accounts account ON account.id = entry.actor_id
WHERE ($1::text IS NULL OR object = $1) AND ($2::text IS NULL OR actor_id = $2)
  AND ($3::bigint IS NULL OR entry.id < $3)
ORDER BY entry.id DESC LIMIT $4`;

/** The log of changes as it is read; entries are written by `recordChange` alone. */
export function createLog({ pool }: { readonly pool: Pool }): AdminLog {
  return {
    async list(wish: LogPageWish) {
      const { rows } = await pool.query<LogRow>(listSql, [wish.object, wish.actorId, wish.before, wish.max]);
      return rows.map(({ at, actorId, actorName, address, ...row }) => ({
        ...row,
        at: at.toISOString(),
        actor: { id: actorId, name: actorName },
        address: maskAddress(address),
      }));
    },
  };
}

/** Enough to see whether two entries came from one network, not enough to find a person. */
function maskAddress(address: string | null): string | null {
  return address === null ? null : address.replace(/\.\d+$/, ".*");
}
