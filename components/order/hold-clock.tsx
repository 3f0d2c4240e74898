"use client";

import { formatExactTime } from "../sale/format-wall-time";
import { VisuallyHidden } from "../ui/visually-hidden";
import styles from "./hold-clock.module.css";
import { holdTime, spokenHoldTime } from "./hold-time";

interface HoldClockProps {
  readonly payByMs: number;
  /** The server's time; null until it is known, when only the end is shown. */
  readonly nowMs: number | null;
  readonly timeZone: string;
}

const words = { label: "Time to pay", until: "Held for you until" };

/** How long the item is held. Calm until the last two minutes, never red. */
export function HoldClock({ payByMs, nowMs, timeZone }: HoldClockProps) {
  const time = nowMs === null ? null : holdTime(payByMs - nowMs);
  return (
    <div className={styles.clock} role="timer" aria-label={words.label} data-time={time?.word}>
      <p className={styles.until}>
        {words.until}{" "}
        <strong>
          <time dateTime={new Date(payByMs).toISOString()}>{formatExactTime(payByMs, timeZone)}</time>
        </strong>
      </p>
      <span className={styles.digits} aria-hidden="true">
        {time !== null && (time.word === "over" ? "0:00" : time.text)}
      </span>
      <VisuallyHidden>{nowMs !== null && spokenHoldTime(payByMs - nowMs)}</VisuallyHidden>
    </div>
  );
}
