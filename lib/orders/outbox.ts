import type { ShopPool, TransactionClient } from "../platform/postgres";

/** News with the same sale is delivered together; news without one together as well. */
interface OutboxRow {
  readonly id: string;
  readonly payload: unknown;
  readonly tries: number;
  readonly saleId: string | null;
}

/** not_before has whole milliseconds and is rounded up half of the time: news is not to wait for its own rounding. */
const takeSql = `
SELECT id, payload, tries, payload->>'saleId' AS "saleId" FROM outbox
WHERE topic = $1 AND not_before <= now() + interval '1 millisecond'
ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`;

/** 0.2 s after the first failure, doubling up to 10 s. */
const postponeSql = `
UPDATE outbox SET tries = tries + 1,
  not_before = now() + least(10000, 100 * 2 ^ least(tries + 1, 10)) * interval '1 millisecond'
WHERE id = ANY($1)`;

/** After so many failures the news of a sale goes one by one, so that one piece nobody can read holds up no other. */
const triesTogetherMax = 3;

/**
 * Delivers the oldest news of a topic, at least once, and returns how much was delivered. `deliver` gets the payloads
 * of one sale in the order they were written; when it rejects, that sale's news stays and waits a little longer each
 * time while other sales' goes on. Rejects at the end with the first failure, so that a loop reports it.
 *
 * Several relays may run at once and pass over each other's rows. Then news of one order may overtake older news of
 * it, and so it may after a failure: readers keep the version and ignore what is older than what they know. News
 * without a version carries a cause that its reader remembers.
 */
export async function relayBatch(
  pool: ShopPool,
  topic: string,
  max: number,
  deliver: (payloads: readonly unknown[]) => Promise<void>,
): Promise<number> {
  const { delivered, failures } = await pool.transaction(async (client) => {
    const { rows } = await client.query<OutboxRow>(takeSql, [topic, max]);
    const result = { delivered: 0, failures: [] as unknown[] };
    for (const group of groupBySale(rows)) {
      for (const part of group.some((row) => row.tries >= triesTogetherMax) ? group.map((row) => [row]) : [group]) {
        const failure = await attempt(deliver, part);
        if (failure === null) {
          await forget(client, part);
          result.delivered += part.length;
        } else {
          await postpone(client, part);
          result.failures.push(failure.error);
          break;
        }
      }
    }
    return result;
  });
  if (failures.length > 0) throw failures[0];
  return delivered;
}

async function attempt(
  deliver: (payloads: readonly unknown[]) => Promise<void>,
  rows: readonly OutboxRow[],
): Promise<{ readonly error: unknown } | null> {
  try {
    await deliver(rows.map((row) => row.payload));
    return null;
  } catch (error) {
    return { error };
  }
}

async function forget(client: TransactionClient, rows: readonly OutboxRow[]): Promise<void> {
  await client.query("DELETE FROM outbox WHERE id = ANY($1)", [rows.map((row) => row.id)]);
}

async function postpone(client: TransactionClient, rows: readonly OutboxRow[]): Promise<void> {
  await client.query(postponeSql, [rows.map((row) => row.id)]);
}

function groupBySale(rows: readonly OutboxRow[]): readonly OutboxRow[][] {
  const groups = new Map<string | null, OutboxRow[]>();
  for (const row of rows) {
    const group = groups.get(row.saleId);
    if (group === undefined) groups.set(row.saleId, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
