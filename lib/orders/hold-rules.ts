/** A shopper may ask for two more minutes, ten times at most and not beyond half an hour after the reservation. */
export const extensionSeconds = 120;
export const extensionsMax = 10;
export const extendedHoldMaxSeconds = 1_800;

export interface HoldTimes {
  readonly reservedAtMs: number;
  readonly payByMs: number;
  readonly extensionsUsed: number;
}

/** How often the hold can still be extended; the last time may add less than two minutes. */
export function countExtensionsLeft(hold: HoldTimes): number {
  const roomMs = hold.reservedAtMs + extendedHoldMaxSeconds * 1_000 - hold.payByMs;
  const byTime = Math.ceil(roomMs / (extensionSeconds * 1_000));
  return Math.max(0, Math.min(extensionsMax - hold.extensionsUsed, byTime));
}
