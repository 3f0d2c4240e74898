"use client";

import { useEffect, useRef, useState } from "react";
import type { AttemptAnswer } from "@/lib/domain";

/** Those who listen to a line hear of a new band at most this often. */
const quietMs = 15_000;

/** What is worth saying aloud while one waits: that one waits, and for how long. A place that moves is for the eye. */
function lineOf(attempt: AttemptAnswer | null): string | null {
  return attempt?.state === "queued" && attempt.place !== undefined ? attempt.attemptId : null;
}

/**
 * The text to speak of an attempt: at once when its state changes, in line only when the band has, and then not more
 * often than every 15 seconds.
 */
export function useLineVoice(attempt: AttemptAnswer | null, text: string): string {
  const line = lineOf(attempt);
  const band = attempt?.etaBand;
  const [spoken, setSpoken] = useState({ line, band, text });
  const spokenAtMs = useRef(0);
  const isSame = line !== null && spoken.line === line;

  useEffect(() => {
    if (isSame && spoken.band === band) return;
    const speak = (): void => {
      spokenAtMs.current = performance.now();
      setSpoken({ line, band, text });
    };
    if (!isSame) {
      speak();
      return;
    }
    const timer = setTimeout(speak, Math.max(0, spokenAtMs.current + quietMs - performance.now()));
    return () => clearTimeout(timer);
  }, [isSame, line, band, spoken.band, text]);

  return isSame ? spoken.text : text;
}
