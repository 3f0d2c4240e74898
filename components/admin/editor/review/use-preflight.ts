"use client";

import { useCallback, useEffect, useState } from "react";
import type { PreflightAnswer, PreflightCheck } from "@/lib/domain";
import { fetchJson } from "../../../api/fetch-json";

export interface Preflight {
  readonly checks: readonly PreflightCheck[];
  readonly at: string | null;
  /** What is being asked: all of it, or one line by its name. */
  readonly asking: string | null;
  /** Why there is no answer; null when there is one or it is under way. */
  readonly trouble: string | null;
  readonly ask: (name?: string) => Promise<void>;
}

const all = "all";
const words = { away: "The shop did not answer. Ask again." };

/** Asks the shop whether a stored sale can be published, as a whole when it opens and line by line on wish. */
export function usePreflight(slug: string): Preflight {
  const [answer, setAnswer] = useState<PreflightAnswer | null>(null);
  const [asking, setAsking] = useState<string | null>(all);
  const [trouble, setTrouble] = useState<string | null>(null);

  const ask = useCallback(
    async (name?: string) => {
      setAsking(name ?? all);
      setTrouble(null);
      const query = name === undefined ? "" : `?check=${encodeURIComponent(name)}`;
      try {
        const outcome = await fetchJson<PreflightAnswer>(`/api/admin/sales/${slug}/preflight${query}`);
        if (outcome.word === "answer")
          setAnswer((known) => (name === undefined ? outcome.data : join(known, outcome.data)));
        else setTrouble(outcome.word === "problem" ? outcome.problem.detail : words.away);
      } catch {
        setTrouble(words.away);
      } finally {
        setAsking(null);
      }
    },
    [slug],
  );

  useEffect(() => {
    void ask();
  }, [ask]);

  return { checks: answer?.checks ?? [], at: answer?.at ?? null, asking, trouble, ask };
}

/** One line anew among the others as they were. */
function join(known: PreflightAnswer | null, fresh: PreflightAnswer): PreflightAnswer {
  if (known === null) return fresh;
  const checks = known.checks.map((check) => fresh.checks.find(({ name }) => name === check.name) ?? check);
  return { ...known, checks, ready: checks.every(({ level }) => level !== "block") };
}
