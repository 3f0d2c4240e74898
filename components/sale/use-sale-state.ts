"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import useSWR from "swr";
import { type ApiOutcome, fetchJson } from "@/components/api/fetch-json";
import { pollingSettings, savesData, waitAfterProblemMs } from "@/components/api/polling";
import type { SaleStateAnswer } from "@/lib/domain";
import { furthest, mergeSaleState, newerAnswer, type ReachedPhase, type SaleView } from "./merge-sale-state";
import { nextPollMs } from "./plan-poll";
import { isQuiet } from "./plan-sync";
import type { SaleFacts } from "./sale-facts";
import type { ServerTime } from "./use-server-clock";
import { useTickingTime } from "./use-ticking-time";

export interface SaleState {
  readonly view: SaleView;
  /** Server time at the last tick; null in static HTML and until the clock is measured. */
  readonly nowMs: number | null;
  /** The server's time of its last answer, to show its age. */
  readonly toldAtMs: number | null;
  /** The last question got no answer. */
  readonly unreachable: boolean;
  /** Asks again now. */
  readonly refresh: () => void;
}

/** An answer may be a cached second or two old; one further from our clock means that one of the clocks was set. */
const doubtFromMs = 5_000;

/** Before the clock is measured only a live page is worth asking about. */
const untimedPollMs = 3_000;

/**
 * A sale as this page shows it: static facts, the server's news and the clock joined, moving only forward.
 * Polls by the plan of plan-poll, never in the last seconds before the start.
 */
export function useSaleState(facts: SaleFacts, clock: ServerTime): SaleState {
  const [told, setTold] = useState<SaleStateAnswer | null>(null);
  const [reached, setReached] = useState<ReachedPhase | null>(null);
  const [seen, setSeen] = useState<ApiOutcome<SaleStateAnswer> | undefined>(undefined);

  const startsAtMs = told !== null && told.version >= facts.version ? Date.parse(told.startsAt) : facts.startsAtMs;
  const endsAtMs = told !== null && told.version >= facts.version ? Date.parse(told.endsAt) : facts.endsAtMs;
  const nowMs = useTickingTime(clock, startsAtMs, [startsAtMs, endsAtMs]);
  const view = mergeSaleState(facts, told, nowMs ?? facts.generatedAtMs, reached);

  if (nowMs !== null && clock.trusted) {
    const further = furthest(reached, view);
    if (further.version !== reached?.version || further.phase !== reached.phase) setReached(further);
  }

  const current = useRef({ view, clock, startsAtMs });
  useEffect(() => {
    current.current = { view, clock, startsAtMs };
  });

  const plan = { view, answer: told, savesData: false, random: () => 0.5 };
  const isStopped = clock.ready && nextPollMs({ ...plan, nowMs: nowMs ?? facts.generatedAtMs }) === 0;
  // SWR restarts its timer whenever this function changes, so it changes only when polling starts or stops.
  const refreshInterval = useCallback(
    (outcome: ApiOutcome<SaleStateAnswer> | undefined): number => {
      if (outcome?.word === "problem") return waitAfterProblemMs(outcome.status, outcome.retryAfterMs);
      const { view: shown, clock: measured } = current.current;
      if (!clock.ready) return shown.phase === "live" ? untimedPollMs : 0;
      if (isStopped) return 0;
      return nextPollMs({
        nowMs: measured.nowMs(),
        view: shown,
        answer: outcome?.word === "answer" ? outcome.data : null,
        savesData: savesData(),
        random: Math.random,
      });
    },
    [clock.ready, isStopped],
  );
  const isPaused = useCallback(() => {
    const { clock: measured, startsAtMs: start } = current.current;
    return measured.ready && isQuiet(measured.nowMs(), [start]);
  }, []);

  const { data, error, mutate } = useSWR<ApiOutcome<SaleStateAnswer>, Error>(
    `/api/sales/${facts.slug}/state`,
    (path: string) => fetchJson<SaleStateAnswer>(path),
    { ...pollingSettings, refreshInterval, isPaused, compare: Object.is },
  );
  if (data !== seen) {
    setSeen(data);
    if (data?.word === "answer") setTold(newerAnswer(told, data.data));
  }

  useEffect(() => {
    if (data?.word !== "answer") return;
    const { clock: measured } = current.current;
    const differsMs = Math.abs(Date.parse(data.data.now) - measured.nowMs());
    if (measured.ready && differsMs > doubtFromMs) measured.doubt();
  }, [data]);

  const refresh = useCallback(() => void mutate(), [mutate]);
  return {
    view,
    nowMs,
    toldAtMs: told === null ? null : Date.parse(told.now),
    unreachable: error !== undefined || data?.word === "problem",
    refresh,
  };
}
