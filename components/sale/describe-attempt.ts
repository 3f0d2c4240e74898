import type { AttemptAnswer, EtaBand, LostReason } from "@/lib/domain";

/** A wait in coarse, honest words. */
export function etaWords(band: EtaBand | undefined): string {
  switch (band) {
    case "under_10s":
      return "under 10 s";
    case "about_30s":
      return "about 30 s";
    case "1_2_min":
      return "1-2 min";
    case "2_5_min":
      return "2-5 min";
    case "over_5_min":
      return "over 5 min";
    case "unknown":
    case undefined:
      return "time unknown";
  }
}

export function lostWords(reason: LostReason | undefined, wasInLine: boolean): string {
  switch (reason) {
    case "sold_out":
      return wasInLine ? "Sold out while you were in line" : "Sold out a moment before";
    case "limit":
      return "You already have as many as one person may";
    case "ended":
      return wasInLine ? "The sale ended while you were in line" : "The sale ended a moment before";
    case "cancelled":
      // The whole sale, or this hold or order alone.
      return "Cancelled by the store";
    case "draw":
      return "Your name was not drawn";
    case "error":
    case undefined:
      return "We could not complete your order, and it is our mistake";
  }
}

export type StepState = "done" | "now" | "ahead" | "failed";

export interface AttemptStep {
  readonly name: string;
  readonly state: StepState;
}

/** The way of an attempt: sent, confirmed or in line, reserved, paid; as far as it has come. */
export function attemptSteps(attempt: Pick<AttemptAnswer, "state" | "place">): readonly AttemptStep[] {
  switch (attempt.state) {
    case "queued":
      return steps(attempt.place === undefined ? "Confirming" : "In line", "Pay", 1, "now");
    case "reserved":
    case "paying":
      return steps("Confirmed", "Pay", 3, "now");
    case "paid":
      return steps("Confirmed", "Paid", 4, "now");
    case "lost":
      return steps("Not confirmed", "Pay", 1, "failed");
    case "left":
      return steps("Left", "Pay", 1, "failed");
    case "expired":
      return steps("Confirmed", "Not paid in time", 3, "failed");
  }
}

/** `reached` is the index of the step that is under way or failed; those before it are done. */
function steps(second: string, last: string, reached: number, state: "now" | "failed"): readonly AttemptStep[] {
  return ["Sent", second, "Reserved", last].map((name, index) => ({
    name,
    state: index < reached ? "done" : index > reached ? "ahead" : state,
  }));
}

/** What the attempt's own line says beside the button, once there is an outcome; the shopper's result comes first. */
export function resultWords(attempt: AttemptAnswer, wasPlace: number | null): string | null {
  switch (attempt.state) {
    case "queued":
    case "reserved":
    case "paying":
      return null;
    case "paid":
      return "You bought this.";
    case "lost": {
      const place = wasPlace === null ? "" : ` You were in line at #${wasPlace}.`;
      return `${lostWords(attempt.reason, wasPlace !== null)}.${place} Nothing was charged.`;
    }
    case "left":
      return `${wasPlace === null ? "You gave it back" : "You left the line"}. Nothing was charged.`;
    case "expired":
      return "Your hold ended before it was paid. You were not charged.";
  }
}

/** What those who listen hear when the attempt's state changes. */
export function spokenAttempt(attempt: AttemptAnswer, payByText: string): string {
  switch (attempt.state) {
    case "queued":
      if (attempt.place === undefined) return "Your click has arrived. The order is being confirmed.";
      return `You are in line, place ${attempt.place}, ${etaWords(attempt.etaBand)}.`;
    case "reserved":
      return `Reserved for you until ${payByText}. You can pay now.`;
    case "paying":
      return "Paying. Your item cannot be lost now.";
    case "paid":
    case "lost":
    case "left":
    case "expired":
      return resultWords(attempt, null) ?? "";
  }
}
