"use client";

import { formatDate, formatMoment, formatTime } from "../../sale/format-wall-time";
import { useTimeZone } from "../../shell/use-time-zone";
import styles from "./sales-table.module.css";

interface SaleSpanProps {
  readonly startsAt: string;
  readonly endsAt: string;
  /** The store's. */
  readonly timeZone: string;
}

/** From start to end in the store's time; one's own time and UTC are in the tooltip. */
export function SaleSpan({ startsAt, endsAt, timeZone }: SaleSpanProps) {
  const ownZone = useTimeZone();
  const zones = [...new Set(ownZone === null ? ["UTC"] : [ownZone, "UTC"])].filter((zone) => zone !== timeZone);
  const title = zones.map((zone) => `${describeSpan(startsAt, endsAt, zone)} (${zone})`).join(" · ");
  const [start, end] = partsOfSpan(startsAt, endsAt, timeZone);
  return (
    <span className={styles.span} title={title}>
      <time dateTime={startsAt}>{start}</time>
      <span>
        {" – "}
        <time dateTime={endsAt}>{end}</time>
      </span>
    </span>
  );
}

/** The end's day is said only where it is another one. */
function partsOfSpan(startsAt: string, endsAt: string, timeZone: string): readonly [string, string] {
  const startMs = Date.parse(startsAt);
  const endMs = Date.parse(endsAt);
  const sameDay = formatDate(startMs, timeZone) === formatDate(endMs, timeZone) && endMs - startMs < 86_400_000;
  return [formatMoment(startMs, timeZone), sameDay ? formatTime(endMs, timeZone) : formatMoment(endMs, timeZone)];
}

export function describeSpan(startsAt: string, endsAt: string, timeZone: string): string {
  return partsOfSpan(startsAt, endsAt, timeZone).join(" – ");
}
