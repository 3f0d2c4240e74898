"use client";

import { useEffect, useState } from "react";
import type { AdminSaleAnswer, MonitorAnswer } from "@/lib/domain";
import { type PolledAnswer, useAnswer } from "../../api/use-answer";
import { useOnline } from "../../sale/use-online";
import { salePath } from "../sales/steering/steered-sale";
import { isFeedLost } from "./feed-state";
import { monitorPaceMs } from "./monitor-pace";
import { addSample, type Sample } from "./samples";
import { totalUnits } from "./total-units";
import { useSeconds } from "./use-seconds";

const salePollMs = 30_000;

function pollSale(): number {
  return salePollMs;
}

export interface Feed {
  readonly polled: PolledAnswer<MonitorAnswer>;
  /** Everything seen since the page was opened. */
  readonly samples: readonly Sample[];
  /** Numbers stopped coming; what is shown is frozen. */
  readonly lost: boolean;
  /** The shop's time: the last answer's, counted on. */
  readonly nowMs: number;
}

/** How a sale stands, once a second while it runs. */
export function useMonitor(slug: string): Feed {
  const polled = useAnswer<MonitorAnswer>(`${salePath(slug)}/monitor`, monitorPaceMs);
  const { answer, answeredAtMs, problem, unreachable } = polled;
  const [seen, setSeen] = useState<MonitorAnswer | null>(null);
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const online = useOnline();
  const { nowMs: deviceMs, watchedSinceMs } = useSeconds();
  if (answer !== null && answer !== seen) {
    setSeen(answer);
    setSamples(addSample(samples, Date.parse(answer.asOf), totalUnits(answer.items)));
  }
  const lost =
    answer !== null &&
    isFeedLost({
      nowMs: deviceMs,
      answeredAtMs,
      watchedSinceMs,
      paceMs: monitorPaceMs(answer),
      failed: unreachable || problem !== null,
      online,
    });
  const asOfMs = answer === null ? deviceMs : Date.parse(answer.asOf);
  return { polled, samples, lost, nowMs: asOfMs + Math.max(0, deviceMs - answeredAtMs) };
}

/** The sale as its editor has it: title, zone, why it ended. Asked again when the monitor tells of a newer version. */
export function useMonitoredSale(slug: string, version: number | null): PolledAnswer<AdminSaleAnswer> {
  const polled = useAnswer<AdminSaleAnswer>(salePath(slug), pollSale);
  const { answer, mutate } = polled;
  const known = answer?.version ?? null;
  useEffect(() => {
    if (version !== null && known !== null && version > known) void mutate();
  }, [version, known, mutate]);
  return polled;
}
