"use client";

import { useEffect, useState } from "react";
import { nextTickMs } from "./next-tick";
import type { ServerTime } from "./use-server-clock";

/** This close to a moment that switches the page, frames are counted instead of trusting a timer. */
const byFrameMs = 40;

/**
 * The server's time, renewed at each whole second before `targetMs` and exactly at `moments`, also after the tab
 * slept or came back from the back button's cache. Null until the server's time is known.
 */
export function useTickingTime(clock: ServerTime, targetMs: number, moments: readonly number[]): number | null {
  const [tickMs, setTickMs] = useState<number | null>(null);
  const { ready, nowMs, subscribe } = clock;
  const momentsKey = moments.join();

  useEffect(() => {
    if (!ready) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frame: number | undefined;
    const switchesAt = momentsKey === "" ? [] : momentsKey.split(",").map(Number);

    function tick(): void {
      clearTimeout(timer);
      if (frame !== undefined) cancelAnimationFrame(frame);
      const now = nowMs();
      setTickMs(now);
      const delayMs = nextTickMs(now, targetMs, switchesAt);
      const switches = switchesAt.some((momentMs) => momentMs > now && momentMs - now <= delayMs + byFrameMs);
      // A hidden tab gets no frames, so there the timer has to do.
      if (!switches || document.visibilityState === "hidden") {
        timer = setTimeout(tick, delayMs);
      } else if (delayMs > byFrameMs) {
        timer = setTimeout(tick, delayMs - byFrameMs);
      } else {
        frame = requestAnimationFrame(tick);
      }
    }

    tick();
    const stopListening = subscribe(tick);
    document.addEventListener("visibilitychange", tick);
    window.addEventListener("pageshow", tick);
    window.addEventListener("online", tick);
    return () => {
      clearTimeout(timer);
      if (frame !== undefined) cancelAnimationFrame(frame);
      stopListening();
      document.removeEventListener("visibilitychange", tick);
      window.removeEventListener("pageshow", tick);
      window.removeEventListener("online", tick);
    };
  }, [ready, nowMs, subscribe, targetMs, momentsKey]);

  return ready ? tickMs : null;
}
