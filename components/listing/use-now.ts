"use client";

import { useEffect, useState } from "react";

export interface NowSource {
  nowMs(): number;
  readonly ready: boolean;
}

/**
 * The server's time, redrawn when `nextTickAt` says so and whenever the page comes to the front. Null until the
 * clock is measured, so that the first drawing equals the static HTML. `nextTickAt` must be stable.
 */
export function useNow(clock: NowSource, nextTickAt: (nowMs: number) => number): number | null {
  const [nowMs, setNowMs] = useState<number | null>(null);
  const { ready } = clock;
  const readClock = clock.nowMs;
  useEffect(() => {
    if (!ready) return;
    let timer: ReturnType<typeof setTimeout>;
    function tick(): void {
      clearTimeout(timer);
      const readMs = readClock();
      setNowMs(readMs);
      timer = setTimeout(tick, Math.max(50, nextTickAt(readMs) - readMs));
    }
    tick();
    document.addEventListener("visibilitychange", tick);
    window.addEventListener("pageshow", tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", tick);
      window.removeEventListener("pageshow", tick);
    };
  }, [ready, readClock, nextTickAt]);
  return nowMs;
}
