"use client";

import { useEffect, useState } from "react";
import { useSWRConfig } from "swr";
import type { AttemptAnswer } from "@/lib/domain";
import { useAnswer } from "../api/use-answer";
import { newestOrdersPath } from "../order/use-orders";
import { newestAcceptedAttempt } from "./waiting-wish";

/** The bar is glanced at: it asks less often than the line's own page. */
const slowestPollMs = 5_000;

function linePollMs(attempt: AttemptAnswer): number {
  return attempt.state === "queued" && attempt.pollMs > 0 ? Math.max(slowestPollMs, attempt.pollMs) : 0;
}

function readStored(accountId: string): string | null {
  try {
    return newestAcceptedAttempt(window.localStorage, accountId);
  } catch {
    // Storage is forbidden: then only the sale's own page knows of the line.
    return null;
  }
}

/**
 * The account's attempt that waits, as far as this browser remembers one. `pathname` is where the reader is: each
 * page may have left a click behind. When the wait ends, the orders are read again.
 */
export function useLine(accountId: string, pathname: string): AttemptAnswer | null {
  const [attemptId, setAttemptId] = useState<string | null>(null);
  const { mutate } = useSWRConfig();
  // biome-ignore lint/correctness/useExhaustiveDependencies: pathname is the occasion, not an input
  useEffect(() => {
    const read = (): void => setAttemptId(readStored(accountId));
    read();
    window.addEventListener("storage", read);
    return () => window.removeEventListener("storage", read);
  }, [accountId, pathname]);

  const { answer } = useAnswer<AttemptAnswer>(
    attemptId === null ? null : `/api/attempts/${encodeURIComponent(attemptId)}`,
    linePollMs,
  );
  const state = answer?.state ?? null;
  useEffect(() => {
    if (state !== null && state !== "queued") void mutate(newestOrdersPath);
  }, [state, mutate]);
  return answer?.state === "queued" ? answer : null;
}
