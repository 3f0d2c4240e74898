import type { ReactNode } from "react";
import { joinClasses } from "./join-classes";
import styles from "./stamp.module.css";
import type { Tone } from "./status-line";

interface StampProps {
  readonly children: ReactNode;
  readonly tone?: Tone;
  /** Plays the short strike when the outcome has just come. */
  readonly struck?: boolean;
  /** True where the same word stands in text nearby. */
  readonly decorative?: boolean;
  readonly className?: string;
}

/** An outcome as a rubber stamp: Paid, Ended, Refunded. */
export function Stamp({ children, tone = "plain", struck = false, decorative = false, className }: StampProps) {
  return (
    <span
      className={joinClasses(styles.stamp, struck && styles.struck, className)}
      data-tone={tone}
      aria-hidden={decorative || undefined}
    >
      {children}
    </span>
  );
}
