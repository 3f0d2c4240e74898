"use client";

import { useSyncExternalStore } from "react";
import { onChosenZone, readChosenZone } from "./chosen-zone";

let known: string | null = null;

/** The device's own zone. */
export function readDeviceZone(): string {
  known ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return known;
}

function readTimeZone(): string {
  return readChosenZone() ?? readDeviceZone();
}

/**
 * The IANA zone times are shown in: what the reader's account chose, else the device's. Null in static HTML and while it
 * becomes alive, so that both render the same.
 */
export function useTimeZone(): string | null {
  return useSyncExternalStore(onChosenZone, readTimeZone, () => null);
}
