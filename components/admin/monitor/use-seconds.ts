"use client";

import { useEffect, useState } from "react";

export interface Seconds {
  /** The device's clock, renewed each second. */
  readonly nowMs: number;
  /** When the page last came to the front. */
  readonly watchedSinceMs: number;
}

/** The device's time by the second, while the page is looked at. */
export function useSeconds(): Seconds {
  const [seconds, setSeconds] = useState<Seconds>(() => ({ nowMs: Date.now(), watchedSinceMs: Date.now() }));
  useEffect(() => {
    const timer = setInterval(() => setSeconds((last) => ({ ...last, nowMs: Date.now() })), 1_000);
    function come(): void {
      if (document.visibilityState === "visible") setSeconds({ nowMs: Date.now(), watchedSinceMs: Date.now() });
    }
    document.addEventListener("visibilitychange", come);
    window.addEventListener("pageshow", come);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", come);
      window.removeEventListener("pageshow", come);
    };
  }, []);
  return seconds;
}
