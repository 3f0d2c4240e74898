"use client";

import { useTimeZone } from "../../../shell/use-time-zone";
import { describeDistance, describeInZones } from "../form/describe-moment";
import styles from "./section.module.css";

interface MomentReadbackProps {
  /** ISO 8601 */
  readonly at: string;
  readonly timeZone: string;
  readonly storeZone: string;
  readonly nowMs: number;
}

/** A typed time said back: in its zone, in one's own, in the store's and in UTC, and how far away it is. */
export function MomentReadback({ at, timeZone, storeZone, nowMs }: MomentReadbackProps) {
  const ownZone = useTimeZone();
  const atMs = Date.parse(at);
  const zones = [timeZone, ...(ownZone === null ? [] : [ownZone]), storeZone, "UTC"];
  const [first, ...others] = describeInZones(atMs, zones);
  return (
    <p className={styles.readback}>
      <span>
        {"= "}
        <b>{first}</b>
      </span>
      {[...others, describeDistance(nowMs, atMs)].map((text) => (
        <span key={text}>{text}</span>
      ))}
    </p>
  );
}
