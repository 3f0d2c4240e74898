"use client";

import { formatExactTime } from "../sale/format-wall-time";
import { VisuallyHidden } from "../ui/visually-hidden";
import { useWords } from "../words/provide-words";
import styles from "./hold-clock.module.css";
import { holdTime, spokenHoldTime } from "./hold-time";

interface HoldClockProps {
  readonly payByMs: number;
  /** The server's time; null until it is known, when only the end is shown. */
  readonly nowMs: number | null;
  readonly timeZone: string;
}

/** How long the item is held. Calm until the last two minutes, never red. */
export function HoldClock({ payByMs, nowMs, timeZone }: HoldClockProps) {
  const say = useWords("order");
  const time = nowMs === null ? null : holdTime(payByMs - nowMs);
  return (
    <div className={styles.clock} role="timer" aria-label={say.order.timeToPay} data-time={time?.word}>
      <p className={styles.until}>
        {say.order.heldUntil}{" "}
        <strong>
          <time dateTime={new Date(payByMs).toISOString()}>{formatExactTime(payByMs, timeZone)}</time>
        </strong>
      </p>
      <span className={styles.digits} aria-hidden="true">
        {time !== null && (time.word === "over" ? "0:00" : time.text)}
      </span>
      <VisuallyHidden>{nowMs !== null && spokenHoldTime(payByMs - nowMs, say)}</VisuallyHidden>
    </div>
  );
}
