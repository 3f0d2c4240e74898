"use client";

import { useEffect, useRef, useState } from "react";
import { useWords } from "../words/provide-words";
import { milestonePassed } from "./format-countdown";

interface Spoken {
  /** Milliseconds to the start while it is ahead; null otherwise. */
  readonly untilStartMs: number | null;
  /** Changes when the sale's state does; the sentence that goes with it. */
  readonly phaseKey: string;
  readonly phaseText: string;
  /** What is said of the shopper's own click; empty for nothing. */
  readonly purchaseText: string;
  /** False until the page knows more than its HTML: what was there from the start is no news. */
  readonly settled: boolean;
}

/**
 * The one sentence the page speaks: the last thing that happened. A countdown speaks at 10 min, 5 min, 1 min,
 * 30 s, 10 s and at the start; states and the shopper's own click as they change.
 */
export function useAnnouncement({ untilStartMs, phaseKey, phaseText, purchaseText, settled }: Spoken): string {
  const say = useWords("sale", "time");
  const [message, setMessage] = useState("");
  const before = useRef({ untilStartMs: null as number | null, phaseKey: null as string | null, purchaseText: "" });

  useEffect(() => {
    const last = before.current;
    if (settled && last.phaseKey !== null && last.phaseKey !== phaseKey && phaseText !== "") setMessage(phaseText);
    if (settled) last.phaseKey = phaseKey;
  }, [settled, phaseKey, phaseText]);

  useEffect(() => {
    const last = before.current;
    if (last.purchaseText !== purchaseText && purchaseText !== "") setMessage(purchaseText);
    last.purchaseText = purchaseText;
  }, [purchaseText]);

  useEffect(() => {
    const last = before.current;
    if (untilStartMs !== null && last.untilStartMs !== null) {
      const text = milestonePassed(last.untilStartMs, untilStartMs, say);
      if (text !== null) setMessage(text);
    }
    last.untilStartMs = untilStartMs;
  }, [untilStartMs, say]);

  return message;
}
