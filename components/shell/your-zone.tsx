"use client";

import { zoneCity } from "../sale/format-wall-time";
import { useTimeZone } from "./use-time-zone";

/** In whose time zone the times of this page are. */
export function YourZone() {
  const zone = useTimeZone();
  return zone === null ? (
    <p>Times are in the store’s time zone.</p>
  ) : (
    <p>{`Times are in your time zone: ${zoneCity(zone)}.`}</p>
  );
}
