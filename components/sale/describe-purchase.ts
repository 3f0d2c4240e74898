import type { Tone } from "@/components/ui/status-line";
import type { AttemptAnswer } from "@/lib/domain";
import type { WordsFor } from "../words/provide-words";
import { resultWords } from "./describe-attempt";
import { explainRefusal } from "./explain-refusal";
import { formatExactTime, formatTime } from "./format-wall-time";
import type { Wish } from "./wish";

export interface PurchaseNote {
  readonly text: string;
  readonly tone: Tone;
}

export interface PurchaseNoteInput {
  readonly wish: Wish;
  readonly attempt: AttemptAnswer | null;
  readonly wasPlace: number | null;
  readonly limitPerAccount: number;
  readonly nowMs: number;
  readonly timeZone: string;
  readonly say: WordsFor<"attempt" | "problem">;
}

/** What the panel says of the shopper's own click; null while there is nothing to say. */
export function purchaseNote(input: PurchaseNoteInput): PurchaseNote | null {
  return wishNote(input) ?? attemptNote(input);
}

function secondsUntil(untilMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((untilMs - nowMs) / 1000));
}

function wishNote({ wish, nowMs, limitPerAccount, timeZone, say }: PurchaseNoteInput): PurchaseNote | null {
  switch (wish.word) {
    case "idle":
    case "accepted":
      return null;
    case "sending":
      return { text: say.attempt.noteSending, tone: "plain" };
    case "checking":
      return { text: say.attempt.noteChecking, tone: "wait" };
    case "waiting":
      return { text: waitingText(wish, nowMs, say), tone: "wait" };
    case "throttled":
      return wish.untilMs > nowMs ? { text: say.attempt.noteThrottled, tone: "wait" } : null;
    case "refused": {
      const { problem } = wish;
      const text = explainRefusal(problem, say, {
        heldUntilText: problem.heldUntil === undefined ? null : formatTime(Date.parse(problem.heldUntil), timeZone),
        limitPerAccount,
      });
      return { text, tone: problem.code === "limit_reached" ? "plain" : "stop" };
    }
    case "unanswered":
      return {
        text: wish.sent ? say.attempt.noteUnansweredSent : say.attempt.noteUnansweredUnsent,
        tone: "stop",
      };
  }
}

function waitingText(wish: Extract<Wish, { word: "waiting" }>, nowMs: number, say: WordsFor<"attempt">): string {
  const seconds = secondsUntil(wish.untilMs, nowMs);
  switch (wish.reason) {
    case "busy":
      return say.attempt.waitBusy({ seconds });
    case "not_open":
      return say.attempt.waitNotOpen;
    case "paced":
      return say.attempt.waitPaced({ seconds });
    case "connection":
      return say.attempt.waitConnection;
  }
}

function attemptNote({ attempt, wasPlace, timeZone, say }: PurchaseNoteInput): PurchaseNote | null {
  if (attempt === null) return null;
  switch (attempt.state) {
    case "queued":
      return { text: say.attempt.noteQueued, tone: "wait" };
    case "reserved": {
      if (attempt.payBy === undefined) return { text: say.attempt.noteReserved, tone: "ok" };
      const time = formatExactTime(Date.parse(attempt.payBy), timeZone);
      return { text: say.attempt.noteReservedUntil({ time }), tone: "ok" };
    }
    case "paying":
      return { text: say.attempt.notePaying, tone: "ok" };
    case "paid":
      return { text: resultWords(attempt, wasPlace, say) ?? "", tone: "ok" };
    case "lost":
    case "left":
    case "expired":
      return { text: resultWords(attempt, wasPlace, say) ?? "", tone: "plain" };
  }
}
