"use client";

import { useEffect, useState } from "react";
import { useLocale, useWordsFetch } from "../words/provide-words";
import type { AccountPart } from "./account-part";

export interface AccountPartState {
  /** Null until it is loaded. */
  readonly part: AccountPart | null;
  /** It could not be loaded after several tries: the page is older than the shop's files. */
  readonly failed: boolean;
}

const retryMs = 1_000;
const triesMax = 4;

/** Loads the account's side once it is wanted. */
export function useAccountPart(wanted: boolean): AccountPartState {
  const locale = useLocale();
  const fetchAttempt = useWordsFetch("attempt");
  const fetchProblem = useWordsFetch("problem");
  const [part, setPart] = useState<AccountPart | null>(null);
  const [failures, setFailures] = useState(0);
  useEffect(() => {
    if (!wanted || part !== null || failures >= triesMax) return;
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    Promise.all([import("./account-part"), fetchAttempt(), fetchProblem()]).then(
      ([{ accountCode }, attempt, problem]) => {
        if (!isGone) setPart({ ...accountCode, say: { locale, attempt, problem } });
      },
      () => {
        if (!isGone) timer = setTimeout(() => setFailures(failures + 1), retryMs);
      },
    );
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [wanted, part, failures, locale, fetchAttempt, fetchProblem]);
  return { part, failed: failures >= triesMax };
}
