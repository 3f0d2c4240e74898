import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

export const signatureHeader = "Zerohour-Signature";

/** How far a signature's time may be from the reader's, either way. */
export const signatureToleranceMs = 300_000;

/** The key of the webhooks' signatures. Derived, so that it opens nothing else that the secret protects. */
export function deriveWebhookKey(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", "zerohour simulated webhooks", 32));
}

/** The header's value for a body sent at `nowMs`: `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hex>`. */
export function signWebhook(key: Uint8Array, rawBody: string, nowMs: number): string {
  const seconds = String(Math.floor(nowMs / 1000));
  return `t=${seconds},v1=${computeSignature(key, seconds, rawBody).toString("hex")}`;
}

// Exactly one time and one signature: whoever could repeat a field could hide which one was checked.
const headerPattern = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/** The signature is compared in constant time, and before its time is: a forger learns nothing about clocks. */
export function checkSignature(
  key: Uint8Array,
  rawBody: Uint8Array,
  header: string | null,
  nowMs: number,
): "good" | "bad_signature" | "too_old" {
  const match = headerPattern.exec(header ?? "");
  if (match?.[1] === undefined || match[2] === undefined) return "bad_signature";
  const [, seconds, signature] = match;
  if (!timingSafeEqual(computeSignature(key, seconds, rawBody), Buffer.from(signature, "hex"))) return "bad_signature";
  return Math.abs(nowMs - Number(seconds) * 1000) <= signatureToleranceMs ? "good" : "too_old";
}

function computeSignature(key: Uint8Array, seconds: string, rawBody: string | Uint8Array): Buffer {
  return createHmac("sha256", key).update(`${seconds}.`).update(rawBody).digest();
}
