"use client";

import { useState } from "react";
import type { PreflightAnswer } from "@/lib/domain";
import { useAnswer } from "../../api/use-answer";
import { salePath } from "../sales/steering/steered-sale";
import { useAdminChange } from "../ui/use-admin-change";
import { mergePreflight, type TimedCheck } from "./merge-preflight";

const nearPollMs = 30_000;
const farPollMs = 300_000;

function pollNear(): number {
  return nearPollMs;
}

function pollFar(): number {
  return farPollMs;
}

export interface Preflight {
  /** Null before the first answer. */
  readonly checks: readonly TimedCheck[] | null;
  /** Why there are none. */
  readonly refusal: string | null;
  /** The check that is being asked again; `all` when it is the whole list. */
  readonly retrying: string | null;
  retry(name: string): Promise<void>;
  retryAll(): Promise<void>;
}

/** Whether everything is ready for a sale; asked more often when the start is near. Not asked when not `wanted`. */
export function usePreflight(slug: string, wanted: boolean, near: boolean): Preflight {
  const path = `${salePath(slug)}/preflight`;
  const { answer, problem, mutate } = useAnswer<PreflightAnswer>(wanted ? path : null, near ? pollNear : pollFar);
  const [again, setAgain] = useState<ReadonlyMap<string, TimedCheck>>(new Map());
  const { busy, send } = useAdminChange();
  const [asksAll, setAsksAll] = useState(false);

  async function retry(name: string): Promise<void> {
    const outcome = await send<PreflightAnswer>({
      key: name,
      path: `${path}?check=${encodeURIComponent(name)}`,
      request: {},
      done: () => null,
    });
    if (outcome?.word !== "answer") return;
    const { at, checks } = outcome.data;
    setAgain((known) => new Map([...known, ...checks.map((check) => [check.name, { check, at }] as const)]));
  }

  async function retryAll(): Promise<void> {
    setAsksAll(true);
    await mutate();
    setAsksAll(false);
  }

  return {
    checks: answer === null ? null : mergePreflight(answer, again),
    refusal: problem?.detail ?? null,
    retrying: asksAll ? "all" : busy,
    retry,
    retryAll,
  };
}
