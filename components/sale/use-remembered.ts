"use client";

import { useCallback, useEffect, useState } from "react";

/** A small choice of this browser, kept over visits; `fallback` in static HTML and where nothing is kept. */
export function useRemembered(name: string, fallback: string): readonly [string, (value: string) => void] {
  const [value, setValue] = useState(fallback);
  useEffect(() => {
    try {
      setValue(localStorage.getItem(name) ?? fallback);
    } catch {
      // Storage is forbidden: the choice lives as long as the page.
    }
  }, [name, fallback]);
  const remember = useCallback(
    (next: string) => {
      setValue(next);
      try {
        localStorage.setItem(name, next);
      } catch {
        // As above.
      }
    },
    [name],
  );
  return [value, remember];
}
