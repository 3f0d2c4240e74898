"use client";

import type { ApiKeysAnswer } from "@/lib/domain";
import { type PolledAnswer, useAnswer } from "../../api/use-answer";

export const apiKeysPath = "/api/admin/api-keys";

function neverPoll(): number {
  return 0;
}

export function useApiKeys(): PolledAnswer<ApiKeysAnswer> {
  return useAnswer<ApiKeysAnswer>(apiKeysPath, neverPoll);
}
