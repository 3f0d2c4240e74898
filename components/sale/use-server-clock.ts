"use client";

import { useEffect, useSyncExternalStore } from "react";
import { fetchJson } from "@/components/api/fetch-json";
import type { TimeAnswer } from "@/lib/domain";
import { type ClockStatus, createServerClock, type ServerClock } from "./server-clock";

/** A time answer slower than this would say less than no answer. */
const answerWithinMs = 4_000;

async function askServer(): Promise<number> {
  const outcome = await fetchJson<TimeAnswer>("/api/time", { signal: AbortSignal.timeout(answerWithinMs) });
  if (outcome.word !== "answer") throw new Error("The server did not tell its time.");
  return outcome.data.now;
}

let shared: ServerClock | null = null;
let users = 0;
let stop = (): void => {};

/** One clock for the whole page: every component and every tick goes by the same measured offset. */
function sharedClock(): ServerClock {
  shared ??= createServerClock({
    askServer,
    monotonicMs: () => performance.now(),
    deviceMs: () => Date.now(),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  });
  return shared;
}

function startListening(clock: ServerClock): () => void {
  const stopMeasuring = clock.run();
  const wake = (): void => {
    if (document.visibilityState === "visible") clock.wake();
  };
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pageshow", wake);
  window.addEventListener("online", wake);
  return () => {
    stopMeasuring();
    document.removeEventListener("visibilitychange", wake);
    window.removeEventListener("pageshow", wake);
    window.removeEventListener("online", wake);
  };
}

function subscribe(listener: () => void): () => void {
  return sharedClock().subscribe(listener);
}

const onServer: ClockStatus = { ready: false, trusted: false, errorMs: null };

export interface ServerTime extends ClockStatus {
  /** The server's time; the device's until `ready`. */
  readonly nowMs: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  /** Measures again, because something the server said does not fit. */
  readonly doubt: () => void;
}

function nowMs(): number {
  return sharedClock().nowMs();
}

function doubt(): void {
  sharedClock().wake();
}

/**
 * The server's time in this browser: measured by the best of five round trips, carried by a clock that nobody
 * can set, and measured again before `startsAtMs`, on waking up and now and then.
 */
export function useServerClock(startsAtMs?: number): ServerTime {
  const status = useSyncExternalStore(
    subscribe,
    () => sharedClock().status(),
    () => onServer,
  );
  useEffect(() => {
    users += 1;
    if (users === 1) stop = startListening(sharedClock());
    return () => {
      users -= 1;
      if (users === 0) stop();
    };
  }, []);
  useEffect(() => (startsAtMs === undefined ? undefined : sharedClock().watchStart(startsAtMs)), [startsAtMs]);
  return { ...status, nowMs, subscribe, doubt };
}
