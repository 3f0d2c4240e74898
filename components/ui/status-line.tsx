import type { ReactNode } from "react";
import { joinClasses } from "./join-classes";
import styles from "./status-line.module.css";

/** What a colour says; the words say it too. */
export type Tone = "plain" | "live" | "ok" | "wait" | "stop";

interface StatusLineProps {
  readonly children: ReactNode;
  readonly tone?: Tone;
  /** The accessible name, for example "Sale status". */
  readonly label?: string;
  readonly className?: string;
}

/**
 * One line that speaks when its text changes. It must stand in the page before the change, so render it always
 * and leave it empty while there is nothing to say.
 */
export function StatusLine({ children, tone = "plain", label, className }: StatusLineProps) {
  return (
    <div
      role="status"
      aria-atomic="true"
      aria-label={label}
      data-tone={tone}
      className={joinClasses(styles.line, className)}
    >
      {children}
    </div>
  );
}
