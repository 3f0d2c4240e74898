"use client";

import { useCallback, useEffect, useState } from "react";
import type { AttemptAnswer } from "@/lib/domain";
import { isFinalAttempt } from "@/lib/domain";
import { wasDialogOpen } from "./dialog-history";
import type { Wish } from "./wish";

export interface LineDialogState {
  readonly open: boolean;
  readonly show: () => void;
  readonly hide: () => void;
  /** The place the shopper began with, so that progress only moves forward. */
  readonly firstPlace: number | null;
}

/** The dialog opens by itself when this page's own click is accepted, and after a reload that found it open. */
export function useLineDialog(wish: Wish, attempt: AttemptAnswer | null): LineDialogState {
  const [open, setOpen] = useState(false);
  const [reopens, setReopens] = useState(false);

  const accepted = wish.word === "accepted" ? wish.attempt.attemptId : null;
  useEffect(() => {
    if (accepted !== null) setOpen(true);
  }, [accepted]);
  useEffect(() => setReopens(wasDialogOpen()), []);
  const isRunning = attempt !== null && !isFinalAttempt(attempt.state);
  useEffect(() => {
    if (!reopens || !isRunning) return;
    setReopens(false);
    setOpen(true);
  }, [reopens, isRunning]);

  return {
    open: open && attempt !== null,
    show: useCallback(() => setOpen(true), []),
    hide: useCallback(() => setOpen(false), []),
    firstPlace: useFirstPlace(attempt),
  };
}

function useFirstPlace(attempt: AttemptAnswer | null): number | null {
  const [first, setFirst] = useState<{ attemptId: string; place: number } | null>(null);
  const isNew = attempt?.place !== undefined && (first?.attemptId !== attempt.attemptId || first.place < attempt.place);
  if (isNew) setFirst({ attemptId: attempt.attemptId, place: attempt.place });
  return first !== null && first.attemptId === attempt?.attemptId ? first.place : null;
}
