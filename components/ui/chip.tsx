import type { ReactNode } from "react";
import styles from "./chip.module.css";
import type { Tone } from "./status-line";

/** The mark beside a state's word, so that no state hangs on its colour alone. */
export type StateShape = "solid" | "open" | "hatch" | "double" | "stamp" | "cross";

interface ChipProps {
  readonly children: ReactNode;
  readonly tone?: Tone;
  readonly shape?: StateShape;
}

/** A state in one or two words: word, shape and colour. */
export function Chip({ children, tone = "plain", shape = "open" }: ChipProps) {
  return (
    <span className={styles.chip} data-tone={tone} data-shape={shape}>
      {children}
    </span>
  );
}
