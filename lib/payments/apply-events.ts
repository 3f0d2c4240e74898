import type { TransactionClient } from "../platform/postgres";
import { type Applied, applyCharge } from "./apply-charge";
import type { PaymentParts } from "./payment-parts";
import { lockPayment } from "./payment-record";
import type { Charge } from "./provider";
import { workThrough } from "./work-through";

/** What is waiting about one charge. */
interface Waiting {
  readonly ref: string;
  readonly eventIds: readonly string[];
}

/**
 * One round over the events not yet processed, charge by charge: asks the provider how the charge stands and applies
 * that. The question is asked outside any transaction; the events it answers are those read before it, so one that
 * comes in between waits for the next round. Returns how many events were processed.
 * Rejects, after the whole batch, with the first failure; those events stay and are tried again after fresh ones.
 */
export async function applyEvents(parts: PaymentParts): Promise<number> {
  const waiting = await parts.pool.query<{ ref: string; event_ids: string[] }>(
    `select provider_ref as ref, array_agg(event_id) as event_ids
     from (select provider_ref, event_id from payment_events
           where provider = $1 and processed_at is null
           order by outcome is not null, received_at
           limit $2) as oldest
     group by provider_ref`,
    [parts.provider.name, parts.settings.batchSizeMax],
  );
  return workThrough(waiting.rows, (row) => applyWaiting(parts, { ref: row.ref, eventIds: row.event_ids }));
}

async function applyWaiting(parts: PaymentParts, waiting: Waiting): Promise<number> {
  try {
    const charge = await parts.provider.find({ ref: waiting.ref });
    const { processed, outcome } = await parts.pool.transaction((client) => applyOnce(parts, client, waiting, charge));
    if (outcome === "unknown_charge") {
      parts.logger.warn(
        { ref: waiting.ref, eventIds: waiting.eventIds },
        "events of a charge that is no payment of ours",
      );
    }
    return processed;
  } catch (error) {
    await parts.pool.query(
      `update payment_events set outcome = 'failed' where provider = $1 and event_id = any($2) and processed_at is null`,
      [parts.provider.name, waiting.eventIds],
    );
    throw error;
  }
}

interface AppliedOnce {
  readonly processed: number;
  readonly outcome: Applied | "unknown_charge" | "done_by_another";
}

/** Another worker may have read the same events: whoever locks them first does the work. */
async function applyOnce(
  parts: PaymentParts,
  client: TransactionClient,
  waiting: Waiting,
  charge: Charge | null,
): Promise<AppliedOnce> {
  const mine = await client.query<{ event_id: string }>(
    `select event_id from payment_events
     where provider = $1 and event_id = any($2) and processed_at is null
     for update skip locked`,
    [parts.provider.name, waiting.eventIds],
  );
  if (mine.rows.length === 0) return { processed: 0, outcome: "done_by_another" };
  const eventIds = mine.rows.map((row) => row.event_id);
  const clockSpec = parts.clock.spec();
  const payment = charge === null ? null : await lockPayment(client, parts.provider.name, charge);
  const outcome =
    charge === null || payment === null
      ? "unknown_charge"
      : await applyCharge({ client, steps: parts.steps, clockSpec }, payment, charge);
  await client.query(
    `update payment_events set processed_at = shop_now($3), outcome = $4 where provider = $1 and event_id = any($2)`,
    [parts.provider.name, eventIds, clockSpec, outcome],
  );
  return { processed: eventIds.length, outcome };
}
