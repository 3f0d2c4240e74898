import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { RedisClient } from "../../platform/redis";
import { revokedKeys, writeEntry } from "./revoked-accounts";

/** Longer than any pass lives (those of `npm run shoppers` a week): who was suspended or deleted earlier has none that counts. */
const passesLiveMs = 8 * 86_400_000;
/** A bound for the memory of every process, 1 MB; the newest count. */
const accountsMax = 20_000;

/** An account that is suspended or gone has no pass at all; of one whose passes were called in the old ones are void. */
const revokedSql = `
SELECT id, "voidBeforeMs" FROM (
  SELECT id, NULL::float8 AS "voidBeforeMs", updated_at AS since FROM accounts
  WHERE banned AND (ban_expires IS NULL OR ban_expires > now()) AND updated_at > now() - $1::float8 * interval '1 millisecond'
  UNION ALL
  SELECT id, NULL, deleted_at FROM accounts WHERE deleted_at > now() - $1::float8 * interval '1 millisecond'
  UNION ALL
  SELECT id, extract(epoch FROM passes_void_before) * 1000, passes_void_before FROM accounts
  WHERE passes_void_before > now() AND NOT (banned AND (ban_expires IS NULL OR ban_expires > now()))
    AND deleted_at IS NULL
) revoked ORDER BY since DESC LIMIT ${accountsMax}`;

/**
 * Makes the list in Redis say what PostgreSQL says. Cheap when nothing changed, safe to run anywhere at any time: what
 * two at once get wrong, the next round of a worker, within a second, gets right. Returns how many came or went.
 */
export async function syncRevoked(parts: { pool: Pool; redis: RedisClient }): Promise<number> {
  const { redis } = parts;
  const wanted = await readRevoked(parts.pool);
  const [present, revision] = await Promise.all([
    redis.smembers(revokedKeys.accounts),
    redis.get(revokedKeys.revision),
  ]);
  const known = new Set(present);
  const added = [...wanted].filter((id) => !known.has(id));
  const unknown = present.filter((id) => !wanted.has(id));
  // Asked anew: somebody may have been suspended, and written here, after our first question.
  const still = unknown.length === 0 ? wanted : await readRevoked(parts.pool);
  const gone = unknown.filter((id) => !still.has(id));
  // A revision that is missing is written as well: a Redis that lost the list must not leave old copies believed.
  if (added.length === 0 && gone.length === 0 && revision !== null) return 0;
  if (added.length > 0) await redis.sadd(revokedKeys.accounts, ...added);
  if (gone.length > 0) await redis.srem(revokedKeys.accounts, ...gone);
  const next = randomUUID();
  await redis.set(revokedKeys.revision, next);
  await redis.publish(revokedKeys.channel, next);
  return added.length + gone.length;
}

async function readRevoked(pool: Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string; voidBeforeMs: number | null }>(revokedSql, [passesLiveMs]);
  return new Set(rows.map(({ id, voidBeforeMs }) => writeEntry(id, voidBeforeMs)));
}
