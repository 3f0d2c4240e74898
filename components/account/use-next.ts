"use client";

import { useCallback, useSyncExternalStore } from "react";
import { type Locale, localPath } from "@/lib/domain";
import { safeNext } from "./safe-next";

function neverChanges(): () => void {
  return () => {};
}

/**
 * Where to go after signing in, as the page's address wishes and as far as it is one of our own pages. For acts,
 * which may come before the page is alive; `useNext` is for drawing.
 */
export function readNext(locale: Locale): string {
  return safeNext(new URLSearchParams(window.location.search).get("next"), locale);
}

/** The same for drawing: the first page in static HTML. */
export function useNext(locale: Locale): string {
  return useSyncExternalStore(
    neverChanges,
    useCallback(() => readNext(locale), [locale]),
    () => localPath(locale, "/"),
  );
}
