"use client";

import { useState } from "react";
import type { Problem, ReminderAnswer } from "@/lib/domain";
import { fetchJson } from "../api/fetch-json";
import { useAnswer } from "../api/use-answer";
import { useLocale } from "../words/provide-words";

export interface OwnReminder {
  /** Null until it is known. */
  readonly reminder: ReminderAnswer | null;
  /** Nobody answers, or the shop refuses to tell. */
  readonly isAway: boolean;
  readonly busy: boolean;
  /** What came of the last press. */
  readonly said: "nothing" | "set" | "removed" | "trouble";
  /** Why it was refused; null when no answer came. */
  readonly trouble: Problem | null;
  readonly set: () => void;
  readonly remove: () => void;
}

/** The account's reminder of one sale. */
export function useReminder(slug: string): OwnReminder {
  const locale = useLocale();
  const path = `/api/sales/${slug}/reminder`;
  const { answer, problem, unreachable, mutate } = useAnswer<ReminderAnswer>(path, () => 0);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<OwnReminder["said"]>("nothing");
  const [trouble, setTrouble] = useState<Problem | null>(null);

  async function change(method: "POST" | "DELETE", done: "set" | "removed"): Promise<void> {
    setBusy(true);
    setTrouble(null);
    try {
      const outcome = await fetchJson<ReminderAnswer>(path, { method, body: method === "POST" ? { locale } : {} });
      if (outcome.word === "problem") {
        setTrouble(outcome.problem);
        setSaid("trouble");
      } else {
        await mutate();
        setSaid(done);
      }
    } catch {
      setSaid("trouble");
    }
    setBusy(false);
  }

  return {
    reminder: answer,
    isAway: problem !== null || unreachable,
    busy,
    said,
    trouble,
    set: () => void change("POST", "set"),
    remove: () => void change("DELETE", "removed"),
  };
}
