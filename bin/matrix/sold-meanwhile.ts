import type { Measured } from "./measure-line";

/**
 * Whether a wish was accepted that was sent after a fault had begun and answered before it began to be mended. The first
 * answer to an accepted wish is 202; the same wish sent again is answered 200, and may be from before.
 */
export function soldMeanwhile(measured: readonly Measured[], begunMs: number, mendedMs: number): boolean {
  return measured.some(
    ({ step, status, sentMs, heardMs }) => step === "buy" && status === 202 && sentMs >= begunMs && heardMs < mendedMs,
  );
}
