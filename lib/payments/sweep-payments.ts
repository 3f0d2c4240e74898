import { applyCancellation, applyCharge, applyFailure } from "./apply-charge";
import type { PaymentParts } from "./payment-parts";
import {
  chargeNameOf,
  type PaymentName,
  type PaymentRecord,
  type PaymentRow,
  paymentColumns,
  readPaymentRow,
} from "./payment-record";
import type { Charge } from "./provider";
import { withPayment } from "./settle-charge";
import { workThrough } from "./work-through";

/**
 * One round over payments that nobody told us about. Before the bound the provider is asked how they stand; past it
 * (`payingMaxMs`) it is asked to end them, and the order expires whatever it answers, unless the money was taken.
 * A charge that could not be ended stays `pending` and is asked for again at growing distances: should it succeed
 * after all, applyCharge gets the shopper a free unit or sends the money back.
 * Returns how many were asked for. Rejects, after the whole batch, with the first failure.
 */
export async function sweepPayments(parts: PaymentParts): Promise<number> {
  const due = await claimDue(parts);
  return workThrough(due, async ({ payment, overdue }) => {
    if (overdue) await endPayment(parts, payment);
    else await askForPayment(parts, payment);
    return 1;
  });
}

interface Due {
  readonly payment: PaymentRecord;
  /** Past the bound of the order's `paying`. */
  readonly overdue: boolean;
}

/**
 * Claims by moving `checked_at`, so that no transaction is open while the provider is asked and no two workers ask
 * the same. A worker that dies after it loses one turn. Turns come every `answerWaitMs`, later at a quarter of the
 * payment's age and at least hourly, and one is due as soon as the bound has passed.
 */
async function claimDue(parts: PaymentParts): Promise<readonly Due[]> {
  const { answerWaitMs, payingMaxMs, batchSizeMax } = parts.settings;
  const claimed = await parts.pool.query<PaymentRow & { overdue: boolean }>(
    `with moment as (
       select shop_now($2) as at, $3::float8 * interval '1 ms' as wait, $4::float8 * interval '1 ms' as bound
     ), due as (
       select id from payments, moment
       where provider = $1 and state in ('created', 'pending')
         and (
           at - coalesce(checked_at, created_at) >= greatest(wait, least(interval '1 hour', (at - created_at) / 4))
           or (at - created_at >= bound and coalesce(checked_at, created_at) < created_at + bound)
         )
       order by coalesce(checked_at, created_at)
       limit $5
       for update of payments skip locked
     )
     update payments set checked_at = moment.at
     from moment where id in (select id from due)
     returning ${paymentColumns}, moment.at - created_at >= moment.bound as overdue`,
    [parts.provider.name, parts.clock.spec(), answerWaitMs, payingMaxMs, batchSizeMax],
  );
  return claimed.rows.map((row) => ({ payment: readPaymentRow(row), overdue: row.overdue }));
}

async function askForPayment(parts: PaymentParts, asked: PaymentRecord): Promise<void> {
  const charge = await parts.provider.find(chargeNameOf(asked));
  await withPayment(parts, nameOf(asked), (context, payment) =>
    charge === null ? applyFailure(context, payment, neverArrivedReason) : applyCharge(context, payment, charge),
  );
}

async function endPayment(parts: PaymentParts, ended: PaymentRecord): Promise<void> {
  const stopped = await stopCharge(parts, ended);
  await withPayment(parts, nameOf(ended), async (context, payment) => {
    if (stopped === null) return applyCancellation(context, payment);
    if (stopped !== "unknown") await applyCharge(context, payment, stopped);
    if (stopped === "unknown" || stopped.state === "pending") {
      await context.steps.markExpired(context.client, payment.orderId, context.clockSpec);
    }
    return "expired";
  });
}

/** A provider that does not answer must not hold the unit longer than the bound. */
async function stopCharge(parts: PaymentParts, payment: PaymentRecord): Promise<Charge | null | "unknown"> {
  try {
    return await parts.provider.cancel(chargeNameOf(payment));
  } catch (error) {
    parts.logger.warn({ err: error, paymentId: payment.id }, "the payment provider did not say how a payment stands");
    return "unknown";
  }
}

function nameOf(payment: PaymentRecord): PaymentName {
  return { ref: payment.providerRef, idempotencyKey: payment.idempotencyKey };
}

const neverArrivedReason = "The payment did not reach the payment service. Nothing was charged.";
