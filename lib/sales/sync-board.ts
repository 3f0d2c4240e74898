import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { RedisClient } from "../platform/redis";
import { boardKeys } from "./board";
import { readPublicSales } from "./read-sales";

/** Ended sales stay on the board this long, so that late polls and links still find them without a database. */
const endedShownMs = 7 * 86_400_000;

/**
 * Makes the board say what PostgreSQL says. Cheap when nothing changed (one query, one HGETALL), safe to run
 * anywhere at any time: two at once write the same. Returns how many sales changed or left the board.
 */
export async function syncBoard(parts: { pool: Pool; redis: RedisClient; nowMs: number }): Promise<number> {
  const records = await readPublicSales(parts.pool, parts.nowMs - endedShownMs);
  const wanted = new Map(records.map(({ snapshot }) => [String(snapshot.id), JSON.stringify(snapshot)]));
  const present = await parts.redis.hgetall(boardKeys.sales);

  const changed = [...wanted].filter(([id, text]) => present[id] !== text);
  const unknown = Object.keys(present).filter((id) => !wanted.has(id));
  const gone = unknown.length === 0 ? [] : await findHidden(parts, unknown);
  if (changed.length === 0 && gone.length === 0) return 0;

  if (changed.length > 0) await parts.redis.hset(boardKeys.sales, Object.fromEntries(changed));
  if (gone.length > 0) await parts.redis.hdel(boardKeys.sales, ...gone);
  // Not a counter: one that starts anew in an emptied Redis would come by a number that processes already have seen.
  const revision = randomUUID();
  await parts.redis.set(boardKeys.revision, revision);
  await parts.redis.publish(boardKeys.channel, revision);
  return changed.length + gone.length;
}

/**
 * Which of these sales are not public. Asked anew: another process may have put a sale on the board after our first
 * query began, and that one must not be taken off again.
 */
async function findHidden(parts: { pool: Pool; nowMs: number }, ids: readonly string[]): Promise<readonly string[]> {
  const records = await readPublicSales(parts.pool, parts.nowMs - endedShownMs);
  const visible = new Set(records.map(({ snapshot }) => String(snapshot.id)));
  return ids.filter((id) => !visible.has(id));
}
