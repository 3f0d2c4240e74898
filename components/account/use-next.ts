"use client";

import { useSyncExternalStore } from "react";
import { nextByDefault, safeNext } from "./safe-next";

function neverChanges(): () => void {
  return () => {};
}

/**
 * Where to go after signing in, as the page's address wishes and as far as it is one of our own pages. For acts,
 * which may come before the page is alive; `useNext` is for drawing.
 */
export function readNext(): string {
  return safeNext(new URLSearchParams(window.location.search).get("next"));
}

/** The same for drawing: the default in static HTML. */
export function useNext(): string {
  return useSyncExternalStore(neverChanges, readNext, () => nextByDefault);
}
