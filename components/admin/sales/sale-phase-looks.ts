import type { SalePhase } from "@/lib/domain";
import type { StateShape } from "../../ui/chip";
import type { Tone } from "../../ui/status-line";

interface PhaseLook {
  readonly title: string;
  readonly tone: Tone;
  readonly shape: StateShape;
}

/** A sale's phase in a word, a shape and a colour, for those who run sales. */
export const salePhaseLooks: Readonly<Record<SalePhase, PhaseLook>> = {
  draft: { title: "Draft", tone: "plain", shape: "open" },
  scheduled: { title: "Scheduled", tone: "ok", shape: "open" },
  live: { title: "Live", tone: "live", shape: "solid" },
  paused: { title: "Paused", tone: "wait", shape: "double" },
  ended: { title: "Ended", tone: "plain", shape: "stamp" },
  cancelled: { title: "Cancelled", tone: "stop", shape: "cross" },
};

/** It sells, or will as soon as the pause is over: shown first, and with the pause button in reach. */
export function isRunning(phase: SalePhase): boolean {
  return phase === "live" || phase === "paused";
}
