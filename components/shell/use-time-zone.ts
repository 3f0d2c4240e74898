"use client";

import { useSyncExternalStore } from "react";

let known: string | null = null;

function readTimeZone(): string {
  known ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return known;
}

function neverChanges(): () => void {
  return () => {};
}

/** The reader's IANA time zone; null in static HTML and while it becomes alive, so that both render the same. */
export function useTimeZone(): string | null {
  return useSyncExternalStore(neverChanges, readTimeZone, () => null);
}
