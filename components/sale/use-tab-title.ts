"use client";

import { useEffect, useRef } from "react";
import { titleCountdown } from "./format-countdown";

/** `04:12 · Aurora lamp` while the start is near, `Open · Aurora lamp` while it can be bought (`open`), else its own. */
export function useTabTitle(title: string, untilStartMs: number | null, isOpen: boolean, open: string): void {
  const prefix = isOpen ? open : untilStartMs === null ? null : titleCountdown(untilStartMs);
  const original = useRef<string | null>(null);
  // With each drawing: the framework may write its own title after ours.
  useEffect(() => {
    original.current ??= document.title;
    const wanted = prefix === null ? original.current : `${prefix} · ${title}`;
    if (document.title !== wanted) document.title = wanted;
  });
  useEffect(
    () => () => {
      if (original.current !== null) document.title = original.current;
    },
    [],
  );
}
