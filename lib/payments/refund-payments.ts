import type { PaymentParts } from "./payment-parts";
import { settleCharge } from "./settle-charge";
import { workThrough } from "./work-through";

/**
 * One round over the money that has to go back. Every try carries the payment's one refund key, so the provider
 * refunds once however often it is asked. Returns how many refunds went through; rejects, after the whole batch,
 * with the first failure, and tries that one again after `refundRetryMs`.
 */
export async function refundPayments(parts: PaymentParts): Promise<number> {
  const due = await claimRefunds(parts);
  return workThrough(due, async (payment) => {
    const charge = await parts.provider.refund({ refundKey: payment.refund_key, ref: payment.provider_ref });
    const applied = await settleCharge(parts, charge);
    return applied === "refunded" ? 1 : 0;
  });
}

/** Claims like the sweep does: `checked_at` moves before the provider is called. */
async function claimRefunds(parts: PaymentParts): Promise<readonly { refund_key: string; provider_ref: string }[]> {
  const claimed = await parts.pool.query<{ refund_key: string; provider_ref: string }>(
    `update payments set checked_at = shop_now($2)
     where id in (
       select id from payments
       where provider = $1 and state = 'refunding'
         and (checked_at is null or shop_now($2) - checked_at >= $3::float8 * interval '1 ms')
       order by checked_at nulls first
       limit $4
       for update skip locked)
     returning refund_key, provider_ref`,
    [parts.provider.name, parts.clock.spec(), parts.settings.refundRetryMs, parts.settings.batchSizeMax],
  );
  return claimed.rows;
}
