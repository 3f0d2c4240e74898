import type { Line } from "./open-line";

/** The shop's clock, as a shopper's page knows it: by the reading that took least on its way. */
export interface ShopClock {
  nowMs(): number;
  /** How long to wait until the shop's clock says so; less than 0 when that is over. */
  untilMs(shopMs: number): number;
  /** How far it may be off: the answer was on its way for at most that. */
  readonly errorMs: number;
}

const readings = 12;

export async function readShopClock(line: Line): Promise<ShopClock> {
  let best = { tripMs: Number.POSITIVE_INFINITY, aheadMs: 0 };
  for (let reading = 0; reading < readings; reading += 1) {
    const sentMs = performance.now();
    const { status, body } = await line.send({ method: "GET", path: "/api/time" });
    const heardMs = performance.now();
    const now = body !== null && typeof body === "object" && "now" in body ? Number(body.now) : Number.NaN;
    if (status !== 200 || Number.isNaN(now)) throw new Error(`the shop's clock could not be read: ${status}`);
    const tripMs = heardMs - sentMs;
    if (tripMs < best.tripMs) best = { tripMs, aheadMs: now - (sentMs + tripMs / 2) };
  }
  return {
    nowMs: () => performance.now() + best.aheadMs,
    untilMs: (shopMs) => shopMs - best.aheadMs - performance.now(),
    errorMs: best.tripMs / 2,
  };
}
