import { remindBeforeMs } from "../domain";

/** When the reminder of a start is sent, seen from now: the usual time before it, or at once. */
export function remindAt(startsAtMs: number, nowMs: number): string {
  return new Date(Math.max(startsAtMs - remindBeforeMs, nowMs)).toISOString();
}
