import type { Pool } from "pg";
import type { Clock } from "../platform/clock";
import { signatureHeader, signWebhook } from "./sign-webhook";
import { claimEvents, decideDue, markDelivered, type SimulatedEventRow } from "./simulated-books";
import { workThrough } from "./work-through";

/** Posts a webhook and resolves with the status of the answer; rejects when there is none. */
export type PostWebhook = (body: string, headers: Readonly<Record<string, string>>) => Promise<number>;

/** A shop that takes longer to keep an event is told again later. */
const postTimeoutMs = 5_000;
const batchSizeMax = 50;

/** Posts to one address over HTTP. */
export function postTo(url: string): PostWebhook {
  return async (body, headers) => {
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers,
      redirect: "error",
      signal: AbortSignal.timeout(postTimeoutMs),
    });
    // An unread body keeps its connection from being used again.
    await answer.body?.cancel();
    return answer.status;
  };
}

/**
 * One round of the simulated provider: decides the charges whose time has come and posts the events that are due,
 * each until the shop has answered with 2xx. Returns how many it decided and delivered; rejects, after the whole
 * batch, with the first delivery that failed.
 */
export async function deliverSimulatedEvents(options: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly key: Uint8Array;
  readonly post: PostWebhook;
}): Promise<number> {
  const { pool, clock } = options;
  const decided = await decideDue(pool, { ref: null, max: batchSizeMax }, clock.spec());
  const events = await claimEvents(pool, batchSizeMax, clock.spec());
  const delivered = await workThrough(events, async (event) => {
    const body = composeBody(event);
    const headers = {
      "Content-Type": "application/json",
      [signatureHeader]: signWebhook(options.key, body, clock.nowMs()),
    };
    const status = await options.post(body, headers);
    if (status < 200 || status > 299)
      throw new Error(`a webhook of the simulated provider was answered with ${status}`);
    await markDelivered(pool, event.id, clock.spec());
    return 1;
  });
  return decided + delivered;
}

/** Says what happened to which charge and no more: whoever acts on it asks for the charge. */
function composeBody(event: SimulatedEventRow): string {
  return JSON.stringify({
    id: event.id,
    type: event.type,
    createdAt: new Date(event.created_at_ms).toISOString(),
    charge: { ref: event.ref, idempotencyKey: event.idempotency_key },
  });
}
