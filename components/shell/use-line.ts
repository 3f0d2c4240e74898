"use client";

import { useEffect, useRef, useState } from "react";
import { useSWRConfig } from "swr";
import type { AttemptsAnswer } from "@/lib/domain";
import { useAnswer } from "../api/use-answer";
import { newestOrdersPath } from "../order/use-orders";
import { newestAcceptedAttempt } from "./waiting-wish";

export type AttemptInLine = AttemptsAnswer["attempts"][number];

/** The bar is glanced at: it asks less often than the line's own page. */
const slowestPollMs = 5_000;

function waitingOf({ attempts }: AttemptsAnswer): readonly AttemptInLine[] {
  return attempts.filter((attempt) => attempt.state === "queued");
}

function linePollMs(answer: AttemptsAnswer): number {
  const paces = waitingOf(answer).map((attempt) => attempt.pollMs);
  return paces.length === 0 ? 0 : Math.max(slowestPollMs, Math.min(...paces));
}

function hasStored(accountId: string): boolean {
  try {
    return newestAcceptedAttempt(window.localStorage, accountId) !== null;
  } catch {
    // Storage is forbidden: then the pages outside a sale still ask.
    return false;
  }
}

/**
 * The account's newest attempt that waits, made on whatever device. A sale's own pages tell of theirs and are loaded by
 * crowds: there, the server is asked only when this browser remembers a click. When a wait ends, the orders are read
 * again. `path` is where the reader is: each page may have left a click behind.
 */
export function useLine(accountId: string, path: string): AttemptInLine | null {
  const isOnSale = path.startsWith("/sales/");
  const [remembers, setRemembers] = useState(false);
  const { mutate } = useSWRConfig();
  const asks = !isOnSale || remembers;
  const { answer, mutate: askAgain } = useAnswer<AttemptsAnswer>(asks ? "/api/attempts" : null, linePollMs);

  // biome-ignore lint/correctness/useExhaustiveDependencies: path is the occasion, not an input
  useEffect(() => {
    const read = (): void => {
      setRemembers(hasStored(accountId));
      void askAgain();
    };
    setRemembers(hasStored(accountId));
    window.addEventListener("storage", read);
    return () => window.removeEventListener("storage", read);
  }, [accountId, path, askAgain]);

  const waiting = answer === null ? null : (waitingOf(answer)[0] ?? null);
  const waitingId = waiting?.attemptId ?? null;
  const waitedFor = useRef<string | null>(null);
  useEffect(() => {
    if (answer === null) return;
    if (waitedFor.current !== null && waitedFor.current !== waitingId) void mutate(newestOrdersPath);
    waitedFor.current = waitingId;
  }, [answer, waitingId, mutate]);
  return waiting;
}
