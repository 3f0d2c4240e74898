"use client";

import { useCallback, useEffect, useState } from "react";
import type { AttemptAnswer } from "@/lib/domain";
import { isFinalAttempt } from "@/lib/domain";
import { wasDialogOpen } from "./dialog-history";
import { type LineStart, readLineStart, startAfter, writeLineStart } from "./line-memory";
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
  const [start, setStart] = useState<LineStart | null>(null);
  const next = startAfter(start, attempt);
  if (next !== start) setStart(next);

  const attemptId = attempt?.attemptId ?? null;
  useEffect(() => {
    const kept = attemptId === null ? null : readLineStart(window.localStorage, attemptId);
    if (kept !== null) setStart((now) => (now?.attemptId === kept.attemptId && now.place >= kept.place ? now : kept));
  }, [attemptId]);
  useEffect(() => {
    if (next !== null) writeLineStart(window.localStorage, next);
  }, [next]);
  return next?.place ?? null;
}
