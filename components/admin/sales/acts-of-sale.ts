import type { SalePhase } from "@/lib/domain";
import { isRunning } from "./sale-phase-looks";
import { isSteerable } from "./steering/steered-sale";

export type SaleAct = "live" | "edit" | "preview" | "duplicate" | "pause" | "resume" | "end" | "cancel";

/** What can be done with a sale from its row, in the order of the menu. What cannot be is not offered. */
export function actsOfSale({ phase, paused }: { phase: SalePhase; paused: boolean }): readonly SaleAct[] {
  const acts: SaleAct[] = phase === "draft" ? ["edit", "preview"] : ["live", "edit", "preview"];
  acts.push("duplicate");
  if (isSteerable(phase)) acts.push(paused ? "resume" : "pause");
  if (isRunning(phase)) acts.push("end");
  if (phase !== "draft" && phase !== "cancelled") acts.push("cancel");
  return acts;
}
