import type { TransactionClient } from "../platform/postgres";
import { chainStart, hashEntry } from "./hash-entry";
import type { LoggedChange } from "./ports";

/** Released by the end of the transaction: until then nobody else can append, so the chain has one order. */
const lockSql = "SELECT pg_advisory_xact_lock(hashtextextended('zerohour:admin-log', 0))";

/** A statement of its own, after the lock: it then sees what the holder before has committed. */
const lastSql = `
SELECT (SELECT hash FROM admin_log ORDER BY id DESC LIMIT 1) AS hash,
  to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at`;

/** See RecordChange in ports. The time is the machine's, not the shop's, which tests may move. */
export async function recordChange(client: TransactionClient, change: LoggedChange): Promise<void> {
  await client.query(lockSql);
  const { rows } = await client.query<{ hash: string | null; at: string }>(lastSql);
  const last = rows[0];
  if (last === undefined) throw new Error("the log did not say where it ends");
  const { actor, verb, object, before, after } = change;
  const prevHash = last.hash ?? chainStart;
  const entry = {
    at: last.at,
    actorId: actor.accountId,
    verb,
    object,
    before,
    after,
    requestId: actor.requestId,
    ipAddress: actor.address,
    actorKey: actor.keyName ?? undefined,
  };
  await client.query(
    `INSERT INTO admin_log (at, actor_id, verb, object, before, after, request_id, ip_address, prev_hash, hash,
       actor_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      entry.at,
      entry.actorId,
      verb,
      object,
      before === null ? null : JSON.stringify(before),
      after === null ? null : JSON.stringify(after),
      entry.requestId,
      entry.ipAddress,
      prevHash,
      hashEntry(prevHash, entry),
      actor.keyName ?? null,
    ],
  );
}
