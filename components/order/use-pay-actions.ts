"use client";

import { useState } from "react";
import type { OrderAnswer, Problem, Simulation } from "@/lib/domain";
import type { ApiOutcome } from "../api/fetch-json";
import type { OrderAct, OrderActions } from "./use-order";

/** Why the last act was not taken. */
export type ActFailure =
  | { readonly word: "refused"; readonly act: OrderAct; readonly problem: Problem }
  /** No answer came: whether it arrived is not known yet. */
  | { readonly word: "unanswered"; readonly act: OrderAct };

export interface PayActions {
  /** The act under way; one at a time. */
  readonly acting: OrderAct | null;
  /** The shopper has done something here: what follows from it may take the focus. */
  readonly acted: boolean;
  readonly failure: ActFailure | null;
  /** Grows with each failure, so that its message takes the focus each time. */
  readonly failures: number;
  pay(simulate: Simulation): void;
  extend(): void;
  cancel(): void;
}

/** The acts of the pay page, one at a time, with what went wrong in words. */
export function usePayActions(order: OrderActions): PayActions {
  const [acting, setActing] = useState<OrderAct | null>(null);
  const [acted, setActed] = useState(false);
  const [failure, setFailure] = useState<ActFailure | null>(null);
  const [failures, setFailures] = useState(0);

  function fail(next: ActFailure): void {
    setFailure(next);
    setFailures((count) => count + 1);
  }

  async function run(act: OrderAct, request: () => Promise<ApiOutcome<OrderAnswer>>): Promise<void> {
    if (acting !== null) return;
    setActing(act);
    setActed(true);
    setFailure(null);
    try {
      const outcome = await request();
      if (outcome.word === "problem") fail({ word: "refused", act, problem: outcome.problem });
    } catch {
      // No answer at all: the next question tells what became of it.
      fail({ word: "unanswered", act });
    }
    setActing(null);
  }

  return {
    acting,
    acted,
    failure,
    failures,
    pay: (simulate) => void run("pay", () => order.pay(simulate)),
    extend: () => void run("extend", order.extend),
    cancel: () => void run("cancel", order.cancel),
  };
}
