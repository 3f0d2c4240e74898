"use client";

import type { AdminEnvironmentAnswer } from "@/lib/domain";
import { useAnswer } from "../../api/use-answer";

const environmentPath = "/api/admin/environment";
const environmentPollMs = 30_000;

export interface Environment extends AdminEnvironmentAnswer {
  /** The shop's time minus this device's, as of the last answer. */
  readonly aheadMs: number;
}

function pollSlowly(): number {
  return environmentPollMs;
}

/** Where one is: the shop's clock and whether it is a real shop. Null before the first answer. */
export function useEnvironment(): Environment | null {
  const { answer, answeredAtMs } = useAnswer<AdminEnvironmentAnswer>(environmentPath, pollSlowly);
  return answer === null ? null : { ...answer, aheadMs: Date.parse(answer.now) - answeredAtMs };
}
