"use client";

import type { AdminLogAnswer, AdminLogEntry } from "@/lib/domain";
import { type PolledAnswer, useAnswer } from "../../api/use-answer";

const logPollMs = 15_000;

function pollLog(): number {
  return logPollMs;
}

function neverPoll(): number {
  return 0;
}

/** A page of the log. Only the newest page changes by itself. */
export function useLog(query: string, isNewest: boolean): PolledAnswer<AdminLogAnswer> {
  const path = `/api/admin/log${query === "" ? "" : `?${query}`}`;
  return useAnswer<AdminLogAnswer>(path, isNewest ? pollLog : neverPoll);
}

/** One entry by its id; null asks nothing. */
export function useLogEntry(id: string | null): PolledAnswer<AdminLogEntry> {
  return useAnswer<AdminLogEntry>(id === null ? null : `/api/admin/log/${encodeURIComponent(id)}`, neverPoll);
}
