import type { GateRules } from "./gate";

/** The rules as the scripts read them. */
export function encodeRules(rules: GateRules): string {
  return JSON.stringify({
    epoch: rules.epoch,
    version: rules.version,
    status: rules.status,
    startsAtMs: rules.startsAtMs,
    endsAtMs: rules.endsAtMs,
    limit: rules.limitPerAccount,
    lineCap: rules.lineCap,
    paymentWindowMs: rules.paymentWindowMs,
  });
}
