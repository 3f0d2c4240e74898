"use client";

import { useEffect, useRef } from "react";

/** Does something when a value has become another one; not for the first. */
export function useAfterChange(value: number, act: () => void): void {
  const latest = useRef(act);
  const last = useRef(value);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (last.current === value) return;
    last.current = value;
    latest.current();
  }, [value]);
}
