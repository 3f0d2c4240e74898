"use client";

import { useState } from "react";
import type { ListedReminder, RemindersAnswer } from "@/lib/domain";
import { fetchJson } from "../api/fetch-json";
import { useAnswer } from "../api/use-answer";

export interface OwnReminders {
  /** Null until they are known. */
  readonly reminders: readonly ListedReminder[] | null;
  readonly isAway: boolean;
  /** The sale whose reminder is being removed. */
  readonly removing: string | null;
  /** True when it is gone. */
  readonly remove: (slug: string) => Promise<boolean>;
}

/** What the account waits for. */
export function useReminders(): OwnReminders {
  const { answer, problem, unreachable, mutate } = useAnswer<RemindersAnswer>("/api/reminders", () => 0);
  const [removing, setRemoving] = useState<string | null>(null);
  return {
    reminders: answer?.reminders ?? null,
    isAway: problem !== null || unreachable,
    removing,
    async remove(slug) {
      setRemoving(slug);
      try {
        const outcome = await fetchJson(`/api/sales/${slug}/reminder`, { method: "DELETE", body: {} });
        if (outcome.word === "problem") return false;
        await mutate();
        return true;
      } catch {
        return false;
      } finally {
        setRemoving(null);
      }
    },
  };
}
