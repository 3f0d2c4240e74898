"use client";

import { useState } from "react";
import useSWR, { type KeyedMutator } from "swr";
import type { Problem } from "@/lib/domain";
import { type ApiOutcome, fetchJson } from "./fetch-json";
import { pollingSettings, savesData, spreadPollMs, waitAfterProblemMs } from "./polling";

/** Before the first answer has said how often to ask. */
const firstPollMs = 3_000;

export interface PolledAnswer<T> {
  /** The last good answer, kept while newer ones fail. */
  readonly answer: T | null;
  /** When that answer came, by the device's clock: only for showing an age. */
  readonly answeredAtMs: number;
  /** The refusal that came last; null when the last thing that came was a good answer. */
  readonly problem: Problem | null;
  /** True while the last question got no answer at all. */
  readonly unreachable: boolean;
  /** Puts a newer answer in place, or asks again at once when called without one. */
  readonly mutate: KeyedMutator<ApiOutcome<T>>;
}

/** A refusal that the next answer may take back. */
function isPassing(outcome: ApiOutcome<unknown> | undefined): boolean {
  return outcome?.word === "problem" && waitAfterProblemMs(outcome.status, outcome.retryAfterMs) > 0;
}

interface GoodAnswer<T> {
  readonly path: string;
  readonly data: T;
  readonly atMs: number;
}

/**
 * Reads one address of the API again and again: at the pace that `pollMsOf` finds in the answer (0 stops),
 * when the window comes to the front and when the network returns. A lost connection or a busy server does not take
 * the last good answer away; a refusal that will not change does, and so does another account's sign-in. A null
 * path asks nothing.
 */
export function useAnswer<T>(path: string | null, pollMsOf: (answer: T) => number): PolledAnswer<T> {
  const [random] = useState(Math.random);
  const [good, setGood] = useState<GoodAnswer<T> | null>(null);
  const [seen, setSeen] = useState<ApiOutcome<T> | undefined>(undefined);

  const current = good !== null && good.path === path ? good : null;
  const pollMs = current === null ? firstPollMs : pollMsOf(current.data);
  const waitMs = seen?.word === "problem" ? waitAfterProblemMs(seen.status, seen.retryAfterMs) : pollMs;
  const { data, error, mutate } = useSWR<ApiOutcome<T>, Error>(path, (key: string) => fetchJson<T>(key), {
    ...pollingSettings,
    // A number, not a function: SWR restarts its timer when the pace changes, also from 0 to something.
    refreshInterval: spreadPollMs(waitMs, random, savesData()),
    // Every answer is news, even an equal one: it is fresher.
    compare: Object.is,
  });

  if (data !== seen) {
    setSeen(data);
    if (path !== null && data?.word === "answer") setGood({ path, data: data.data, atMs: Date.now() });
    else if (!isPassing(data)) setGood(null);
  }

  return {
    answer: current?.data ?? null,
    answeredAtMs: current?.atMs ?? 0,
    problem: data?.word === "problem" ? data.problem : null,
    unreachable: error !== undefined,
    mutate,
  };
}
