import type { Tone } from "@/components/ui/status-line";
import type { AttemptAnswer } from "@/lib/domain";
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
}

/** What the panel says of the shopper's own click; null while there is nothing to say. */
export function purchaseNote(input: PurchaseNoteInput): PurchaseNote | null {
  return wishNote(input) ?? attemptNote(input);
}

function seconds(untilMs: number, nowMs: number): string {
  return `${Math.max(1, Math.ceil((untilMs - nowMs) / 1000))} s`;
}

function wishNote({ wish, nowMs, limitPerAccount, timeZone }: PurchaseNoteInput): PurchaseNote | null {
  switch (wish.word) {
    case "idle":
    case "accepted":
      return null;
    case "sending":
      return { text: "Your click is on its way.", tone: "plain" };
    case "checking":
      return { text: "We are not sure your click arrived. Checking…", tone: "wait" };
    case "waiting":
      return { text: waitingText(wish, nowMs), tone: "wait" };
    case "throttled":
      return wish.untilMs > nowMs
        ? { text: "One try every few seconds, for everybody. Nothing was taken or lost.", tone: "wait" }
        : null;
    case "refused": {
      const { problem } = wish;
      const text = explainRefusal(problem.code, {
        heldUntilText: problem.heldUntil === undefined ? null : formatTime(Date.parse(problem.heldUntil), timeZone),
        limitPerAccount,
        detail: problem.detail,
      });
      return { text, tone: problem.code === "limit_reached" ? "plain" : "stop" };
    }
    case "unanswered":
      return {
        text: wish.sent
          ? "We could not ask the shop about your click. Press again: it stays the same click and cannot count twice."
          : "Your click could not be sent, so nothing was taken. Press again when the connection is back.",
        tone: "stop",
      };
  }
}

function waitingText(wish: Extract<Wish, { word: "waiting" }>, nowMs: number): string {
  switch (wish.reason) {
    case "busy":
      return `The shop is very busy. Your click is kept and sent again by itself in ${seconds(wish.untilMs, nowMs)}.`;
    case "not_open":
      return "A moment early. Your click is kept and sent again as the sale opens.";
    case "paced":
      return `One request every 5 s. Yours goes out in ${seconds(wish.untilMs, nowMs)}.`;
    case "connection":
      return "No connection. Your click is kept and sent as soon as there is one.";
  }
}

function attemptNote({ attempt, wasPlace, timeZone }: PurchaseNoteInput): PurchaseNote | null {
  if (attempt === null) return null;
  switch (attempt.state) {
    case "queued":
      return {
        text: "Your place belongs to your account. You can close this page and come back on any device.",
        tone: "wait",
      };
    case "reserved": {
      const until = attempt.payBy === undefined ? "" : ` until ${formatExactTime(Date.parse(attempt.payBy), timeZone)}`;
      return { text: `It is yours${until}. You are charged only when you pay.`, tone: "ok" };
    }
    case "paying":
      return { text: "Your payment is being checked. The item cannot be lost now.", tone: "ok" };
    case "paid":
      return { text: resultWords(attempt, wasPlace) ?? "", tone: "ok" };
    case "lost":
    case "left":
    case "expired":
      return { text: resultWords(attempt, wasPlace) ?? "", tone: "plain" };
  }
}
