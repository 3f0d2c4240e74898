import type { SalePhase } from "@/lib/domain";
import { Chip } from "../../ui/chip";
import { salePhaseLooks } from "./sale-phase-looks";

interface PhaseChipProps {
  readonly phase: SalePhase;
  /** It may be paused before its start. */
  readonly paused?: boolean;
}

const words = { heldBack: "Scheduled, paused" };

/** A sale's phase, told by word, shape and colour. */
export function PhaseChip({ phase, paused = false }: PhaseChipProps) {
  const { title, tone, shape } = salePhaseLooks[phase === "scheduled" && paused ? "paused" : phase];
  return (
    <Chip tone={tone} shape={shape}>
      {phase === "scheduled" && paused ? words.heldBack : title}
    </Chip>
  );
}
