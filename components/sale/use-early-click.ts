"use client";

import { type RefObject, useCallback, useLayoutEffect, useState } from "react";

/**
 * Takes over a click that came before React did. The button gets its own text back before React writes to it, in
 * the same frame in which `pending` turns it to "Sending…" again, so nothing flickers.
 */
export function useEarlyClick(panel: RefObject<HTMLElement | null>): { pending: boolean; done: () => void } {
  const [pending, setPending] = useState(false);
  useLayoutEffect(() => {
    const early = window.zerohourEarlyClick;
    if (early === undefined) return;
    delete window.zerohourEarlyClick;
    early.stop();
    const button = panel.current?.querySelector("button[data-act]");
    if (early.text === null || !button) return;
    button.textContent = early.text;
    button.removeAttribute("aria-busy");
    setPending(true);
  }, [panel]);
  return { pending, done: useCallback(() => setPending(false), []) };
}
