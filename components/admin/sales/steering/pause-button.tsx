"use client";

import { Button } from "../../../ui/button";
import { Icon } from "../../../ui/icon";
import type { SteeredSale } from "./steered-sale";
import type { Steering } from "./use-steering";

const words = { pause: "Pause", pauseNow: "Pause now", resume: "Resume" };

interface PauseButtonProps {
  readonly sale: Pick<SteeredSale, "slug" | "title" | "paused">;
  readonly steering: Steering;
  /** On the sale's own page there is no other that could be meant. */
  readonly alone?: boolean;
}

/** One click stops the buying, another lets it go on. It keeps its place and its focus while it changes. */
export function PauseButton({ sale, steering, alone = false }: PauseButtonProps) {
  const { paused } = sale;
  const label = paused ? words.resume : alone ? words.pauseNow : words.pause;
  const busy = steering.busy === `pause ${sale.slug}` || steering.busy === `resume ${sale.slug}`;
  return (
    <Button
      kind={paused ? "solid" : "primary"}
      busy={busy}
      aria-label={alone ? undefined : `${label} ${sale.title}`}
      onClick={() => void (paused ? steering.resume(sale) : steering.pause(sale))}
    >
      {!paused && <Icon name="pause" />}
      {label}
    </Button>
  );
}
