import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import * as z from "zod";
import type { Clock } from "../platform/clock";
import { deliverSimulatedEvents, type PostWebhook } from "./deliver-simulated-events";
import type { ChargeAnswer, ChargeRequest, PaymentProvider, WebhookReading } from "./provider";
import { checkSignature, deriveWebhookKey, signatureHeader } from "./sign-webhook";
import {
  cancelCharge,
  defaultSimulatedTiming,
  findCharge,
  openCharge,
  refundCharge,
  type SimulatedTiming,
} from "./simulated-books";

export interface SimulatedProviderOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  /** The webhooks' key is derived from it. */
  readonly secret: string;
  readonly post: PostWebhook;
  readonly timing?: Partial<SimulatedTiming>;
}

/**
 * A payment provider for trying and testing: it moves no money, but behaves like one that does. It keeps books of its
 * own (`simulated_charges`, `simulated_events`), never reads the shop's, and tells its news by signed webhooks.
 * What a charge does is chosen by its script: `ok`, `decline`, `timeout` (no answer to the call, succeeds a little
 * later) or `late` (cannot be stopped and succeeds when the order is long gone).
 */
export function createSimulatedProvider(options: SimulatedProviderOptions): PaymentProvider {
  const { pool, clock } = options;
  const key = deriveWebhookKey(options.secret);
  const timing: SimulatedTiming = { ...defaultSimulatedTiming, ...options.timing };
  return {
    name: "simulated",
    charge: (request) => charge(pool, request, timing, clock.spec()),
    find: (name) => findCharge(pool, name, clock.spec()),
    cancel: (name) => cancelCharge(pool, name, clock.spec()),
    refund: (request) => refundCharge(pool, request.ref, clock.spec()),
    verifyWebhook(rawBody, headers, nowMs) {
      const checked = checkSignature(key, rawBody, headers.get(signatureHeader), nowMs);
      return checked === "good" ? readEvent(rawBody) : { word: checked };
    },
    deliver: () => deliverSimulatedEvents({ pool, clock, key, post: options.post }),
  };
}

async function charge(
  pool: Pool,
  request: ChargeRequest,
  timing: SimulatedTiming,
  clockSpec: string,
): Promise<ChargeAnswer> {
  const ref = `sim_${randomBytes(16).toString("base64url")}`;
  const opened = await openCharge(pool, ref, request, timing, clockSpec);
  return request.simulate === "timeout" ? { word: "no_answer" } : { word: "charge", charge: opened };
}

const eventSchema = z.strictObject({
  id: z.string().min(1).max(100),
  type: z.string().min(1).max(50),
  createdAt: z.iso.datetime(),
  charge: z.strictObject({ ref: z.string().min(1).max(100), idempotencyKey: z.string().min(1).max(100) }),
});

function readEvent(rawBody: Uint8Array): WebhookReading {
  const parsed = eventSchema.safeParse(parseJson(rawBody));
  if (!parsed.success) return { word: "malformed" };
  const { id, type, charge: about } = parsed.data;
  return { word: "event", event: { id, type, ref: about.ref, payload: parsed.data } };
}

function parseJson(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(rawBody));
  } catch {
    return undefined;
  }
}
