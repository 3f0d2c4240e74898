import type { AttemptState } from "./use-attempt";

/** How long the server has said nothing of the attempt, in seconds, while it does not answer; else null. */
export function silentForSeconds(
  { unreachable, answeredAtMs }: Pick<AttemptState, "unreachable" | "answeredAtMs">,
  nowMs: number | null,
): number | null {
  if (!unreachable || answeredAtMs === null || nowMs === null) return null;
  return Math.max(0, Math.round((nowMs - answeredAtMs) / 1000));
}
