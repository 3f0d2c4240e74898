"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import useSWR, { useSWRConfig } from "swr";
import { type ApiOutcome, fetchJson } from "@/components/api/fetch-json";
import { pollingSettings, savesData, spreadPollMs, waitAfterProblemMs } from "@/components/api/polling";
import { tellTabs } from "@/components/api/tab-news";
import type { AttemptAnswer, Problem } from "@/lib/domain";
import { onAttemptNews, tellAttempt } from "./attempt-news";

type AttemptOutcome = ApiOutcome<AttemptAnswer>;

function attemptPath(attemptId: string): string {
  return `/api/attempts/${attemptId}`;
}

export interface AttemptState {
  /** The account's attempt in this sale, as the server last told it. */
  readonly attempt: AttemptAnswer | null;
  /** The first question after loading has been answered. */
  readonly answered: boolean;
  /** The last question got no answer. */
  readonly unreachable: boolean;
  /** Server time of the last answer about this attempt; null before the first. */
  readonly answeredAtMs: number | null;
  readonly refresh: () => void;
  /** Leaves the line or gives the unit back; the problem when that was not possible. Throws without an answer. */
  readonly leave: (attemptId: string) => Promise<Problem | null>;
}

interface AttemptQuestion {
  readonly slug: string;
  /** Whether to ask for the account's attempt at all. */
  readonly enabled: boolean;
  /** What this page's own click was answered. */
  readonly accepted: AttemptAnswer | null;
  /** Proof of acceptance, sent along for a server that has forgotten. */
  readonly receiptOf: (attemptId: string) => string | null;
  /** Server time. */
  readonly nowMs: () => number;
}

/** Of the page's own answer and the account's newest attempt, the later one. */
function laterOf(accepted: AttemptAnswer | null, restored: AttemptAnswer | null): AttemptAnswer | null {
  if (accepted === null || restored === null) return accepted ?? restored;
  if (accepted.attemptId === restored.attemptId) return restored;
  return Date.parse(restored.receivedAt) > Date.parse(accepted.receivedAt) ? restored : accepted;
}

/** Follows the account's attempt until a final word, over reloads, tabs and devices. */
export function useAttempt({ slug, enabled, accepted, receiptOf, nowMs }: AttemptQuestion): AttemptState {
  const { mutate: mutateKey } = useSWRConfig();
  const restore = useSWR<AttemptOutcome, Error>(
    enabled ? `/api/sales/${slug}/attempt` : null,
    (path: string) => fetchJson<AttemptAnswer>(path),
    { ...pollingSettings, compare: Object.is },
  );
  const restored = restore.data?.word === "answer" ? restore.data.data : null;
  const base = laterOf(accepted, restored);
  const [answered, setAnswered] = useState<{ attempt: AttemptAnswer; atMs: number } | null>(null);

  const poll = useAttemptPoll(base, receiptOf);
  const { mutate: pollAgain } = poll;
  const freshest = restore.data;
  useEffect(() => {
    // Both questions are about the same attempt: what the one hears, the other need not ask for.
    if (freshest?.word === "answer")
      void mutateKey(attemptPath(freshest.data.attemptId), freshest, { revalidate: false });
  }, [freshest, mutateKey]);
  const attempt = poll.attempt ?? base;
  if (attempt !== null && answered?.attempt !== attempt) setAnswered({ attempt, atMs: nowMs() });

  const { mutate: restoreAgain } = restore;
  const refresh = useCallback(() => {
    void restoreAgain();
    void pollAgain();
  }, [restoreAgain, pollAgain]);
  const heard = useRef(false);
  useEffect(
    () =>
      onAttemptNews(slug, () => {
        heard.current = true;
        void restoreAgain();
      }),
    [slug, restoreAgain],
  );
  useTellOthers(slug, attempt, heard);

  const leave = useCallback(
    async (attemptId: string): Promise<Problem | null> => {
      const outcome = await fetchJson<unknown>(attemptPath(attemptId), { method: "DELETE", body: {} });
      refresh();
      return outcome.word === "problem" ? outcome.problem : null;
    },
    [refresh],
  );

  return {
    attempt,
    answered: restore.data !== undefined,
    unreachable: poll.unreachable || restore.error !== undefined,
    answeredAtMs: answered?.atMs ?? null,
    refresh,
    leave,
  };
}

/** Polls one attempt at the server's pace, beginning with what is known of it. */
function useAttemptPoll(base: AttemptAnswer | null, receiptOf: (attemptId: string) => string | null) {
  const attemptId = base?.attemptId ?? null;
  const firstPollMs = base?.pollMs ?? 0;
  const refreshInterval = useCallback(
    (outcome: AttemptOutcome | undefined): number => {
      if (attemptId === null) return 0;
      if (outcome?.word === "problem") return waitAfterProblemMs(outcome.status, outcome.retryAfterMs);
      const pollMs = outcome?.word === "answer" ? outcome.data.pollMs : firstPollMs;
      return spreadPollMs(pollMs, Math.random(), savesData());
    },
    [attemptId, firstPollMs],
  );
  const { data, error, mutate } = useSWR<AttemptOutcome, Error>(
    attemptId === null ? null : attemptPath(attemptId),
    (path: string) => {
      const receipt = attemptId === null ? null : receiptOf(attemptId);
      return fetchJson<AttemptAnswer>(path, receipt === null ? {} : { headers: { receipt } });
    },
    {
      ...pollingSettings,
      // What is known is an answer already: the first question comes after its `pollMs`.
      revalidateOnMount: false,
      revalidateIfStale: false,
      refreshInterval,
      compare: Object.is,
    },
  );
  const told = data?.word === "answer" ? data.data : null;
  return { attempt: told, unreachable: error !== undefined || data?.word === "problem", mutate };
}

/** Other tabs ask again when this one sees a change; pages that list orders only when an order has changed. */
function useTellOthers(slug: string, attempt: AttemptAnswer | null, heard: RefObject<boolean>): void {
  const state = attempt === null ? null : `${attempt.attemptId} ${attempt.state}`;
  const told = useRef<string | null>(null);
  const hasOrder = attempt?.orderId !== undefined;
  useEffect(() => {
    if (state === null || state === told.current) return;
    // What a page finds on loading, or heard from another tab, is no news to anybody.
    const isNews = !heard.current && (told.current !== null || state.endsWith(" queued"));
    heard.current = false;
    told.current = state;
    if (!isNews) return;
    tellAttempt(slug);
    if (hasOrder) tellTabs("orders");
  }, [slug, state, hasOrder, heard]);
}
