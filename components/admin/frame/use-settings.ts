"use client";

import type { SettingsAnswer } from "@/lib/domain";
import { type PolledAnswer, useAnswer } from "../../api/use-answer";

export const settingsPath = "/api/admin/settings";

function neverPoll(): number {
  return 0;
}

/** The store's settings: its name, its time zone, what new sales begin with. */
export function useSettings(): PolledAnswer<SettingsAnswer> {
  return useAnswer<SettingsAnswer>(settingsPath, neverPoll);
}
