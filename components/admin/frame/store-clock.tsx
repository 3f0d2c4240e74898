"use client";

import { useEffect, useState } from "react";
import { formatExactTime, zoneCity } from "../../sale/format-wall-time";
import styles from "./store-clock.module.css";
import { useEnvironment } from "./use-environment";

interface StoreClockProps {
  readonly timeZone: string;
}

const words = {
  label: "Store clock",
  testTools: "Test tools on",
  shifted: (offset: string) => `Test clock ${offset}`,
  frozen: "Test clock stands still",
};

/** `+3 h`, `-20 min`, `+45 s` */
function spellOffset(offsetMs: number): string {
  const sign = offsetMs < 0 ? "−" : "+";
  const seconds = Math.round(Math.abs(offsetMs) / 1_000);
  if (seconds < 120) return `${sign}${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${sign}${minutes} min` : `${sign}${Math.round(minutes / 60)} h`;
}

/** The store's time, and a striped badge wherever the shop is not a real one. */
export function StoreClock({ timeZone }: StoreClockProps) {
  const environment = useEnvironment();
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (environment === null) return <div className={styles.clock} aria-hidden="true" />;
  const { testTools, clockOffsetMs, aheadMs, now } = environment;
  const nowMs = clockOffsetMs === null ? Date.parse(now) : Date.now() + aheadMs;
  return (
    <div className={styles.clock}>
      <p role="timer" aria-label={words.label} className={styles.time}>
        <span className={styles.digits}>{formatExactTime(nowMs, timeZone)}</span> {zoneCity(timeZone)}
      </p>
      {testTools && <p className={styles.badge}>{describeTestClock(clockOffsetMs)}</p>}
    </div>
  );
}

function describeTestClock(clockOffsetMs: number | null): string {
  if (clockOffsetMs === null) return words.frozen;
  return clockOffsetMs === 0 ? words.testTools : words.shifted(spellOffset(clockOffsetMs));
}
