import type { PaymentParts } from "./payment-parts";
import type { WebhookHeaders, WebhookOutcome } from "./ports";

/**
 * Checks what a provider tells and keeps it, once per event however often it is repeated; a repeat is `accepted`,
 * too, and so is an event of a charge we do not know. Nothing else happens here: `applyEvents` does the work, so a
 * provider gets its answer at once and cannot hold up an order by the way it calls.
 */
export async function receiveWebhook(
  parts: PaymentParts,
  providerName: string,
  rawBody: Uint8Array,
  headers: WebhookHeaders,
): Promise<WebhookOutcome> {
  if (providerName !== parts.provider.name) return "unknown_provider";
  const reading = parts.provider.verifyWebhook(rawBody, headers, parts.clock.nowMs());
  if (reading.word !== "event") return reading.word;
  const { event } = reading;
  await parts.pool.query(
    `insert into payment_events (provider, event_id, type, provider_ref, payload, received_at)
     values ($1, $2, $3, $4, $5, shop_now($6))
     on conflict (provider, event_id) do nothing`,
    [parts.provider.name, event.id, event.type, event.ref, JSON.stringify(event.payload), parts.clock.spec()],
  );
  return "accepted";
}
