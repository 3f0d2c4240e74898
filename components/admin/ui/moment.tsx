"use client";

import { formatMoment } from "../../sale/format-wall-time";
import { useTimeZone } from "../../shell/use-time-zone";

interface MomentProps {
  /** ISO 8601 */
  readonly at: string;
  /** IANA name: the store's or the sale's. */
  readonly timeZone: string;
}

/** A moment in the given zone; one's own time and UTC are in its tooltip. */
export function Moment({ at, timeZone }: MomentProps) {
  const ownZone = useTimeZone();
  const atMs = Date.parse(at);
  const others = [
    ownZone === null || ownZone === timeZone ? null : `${formatMoment(atMs, ownZone)} your time (${ownZone})`,
    `${formatMoment(atMs, "UTC")} UTC`,
  ].filter((text) => text !== null);
  return (
    <time dateTime={at} title={`${timeZone}. ${others.join(" · ")}`}>
      {formatMoment(atMs, timeZone)}
    </time>
  );
}
