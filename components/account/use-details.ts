"use client";

import type { AccountAnswer } from "@/lib/domain";
import { type PolledAnswer, useAnswer } from "../api/use-answer";

export const accountPath = "/api/account";

/** What the shop keeps of the account; asked again when the window comes to the front. */
export function useDetails(): PolledAnswer<AccountAnswer> {
  return useAnswer<AccountAnswer>(accountPath, () => 0);
}
