import type { TransactionClient } from "../platform/postgres";
import { chainStart, hashEntry } from "./hash-entry";
import type { LoggedChange } from "./ports";

/** Released by the end of the transaction: until then nobody else can append, so the chain has one order. */
const lockSql = "SELECT pg_advisory_xact_lock(hashtextextended('zerohour:admin-log', 0))";

/** A statement of its own, after the lock: it then sees what the holder before has committed. */
const lastSql = `
SELECT (SELECT hash FROM admin_log ORDER BY id DESC LIMIT 1) AS hash,
  to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at`;

/** In the order of the chain, which is the order of the ids. */
const insertSql = `
INSERT INTO admin_log (at, actor_id, verb, object, before, after, request_id, ip_address, actor_key, prev_hash, hash)
SELECT $1, actor_id, verb, object, before::jsonb, after::jsonb, request_id, ip_address, actor_key, prev_hash, hash
FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
  $11::text[]) WITH ORDINALITY AS entry (actor_id, verb, object, before, after, request_id, ip_address, actor_key,
  prev_hash, hash, place)
ORDER BY place`;

/** See RecordChange in ports. */
export function recordChange(client: TransactionClient, change: LoggedChange): Promise<void> {
  return recordChanges(client, [change]);
}

/** See RecordChanges in ports. The time is the machine's, not the shop's, which tests may move. */
export async function recordChanges(client: TransactionClient, changes: readonly LoggedChange[]): Promise<void> {
  await client.query(lockSql);
  const { rows } = await client.query<{ hash: string | null; at: string }>(lastSql);
  const last = rows[0];
  if (last === undefined) throw new Error("the log did not say where it ends");
  const links = chain(changes, last.at, last.hash ?? chainStart);
  const column = (read: (change: LoggedChange) => string | null) => changes.map(read);
  const side = (value: LoggedChange["after"]) => (value === null ? null : JSON.stringify(value));
  await client.query(insertSql, [
    last.at,
    column(({ actor }) => actor.accountId),
    column(({ verb }) => verb),
    column(({ object }) => object),
    column(({ before }) => side(before)),
    column(({ after }) => side(after)),
    column(({ actor }) => actor.requestId),
    column(({ actor }) => actor.address),
    column(({ actor }) => actor.keyName ?? null),
    links.map(({ prevHash }) => prevHash),
    links.map(({ hash }) => hash),
  ]);
}

function chain(
  changes: readonly LoggedChange[],
  at: string,
  lastHash: string,
): readonly { readonly prevHash: string; readonly hash: string }[] {
  let prevHash = lastHash;
  return changes.map(({ actor, verb, object, before, after }) => {
    const hash = hashEntry(prevHash, {
      at,
      actorId: actor.accountId,
      verb,
      object,
      before,
      after,
      requestId: actor.requestId,
      ipAddress: actor.address,
      actorKey: actor.keyName ?? undefined,
    });
    const link = { prevHash, hash };
    prevHash = hash;
    return link;
  });
}
