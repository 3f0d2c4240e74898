import type { AttemptAnswer, EtaBand, LostReason } from "@/lib/domain";
import type { WordsFor } from "../words/provide-words";

type AttemptWords = WordsFor<"attempt">;

/** A wait in coarse, honest words; the first answer after a click says nothing of it yet. */
export function etaWords(band: EtaBand | undefined, say: AttemptWords): string {
  return say.attempt.eta[band ?? "estimating"];
}

/** A young attempt is asked about sooner than this: its wait is still being estimated. */
const steadyPollMs = 3_000;

/** What is said of a confirmation that takes longer than the usual second; empty while it need not be. */
export function slowWords(attempt: Pick<AttemptAnswer, "etaBand" | "pollMs">, say: AttemptWords): string {
  const band = attempt.etaBand ?? "unknown";
  if (band === "under_10s") return "";
  if (band === "unknown") return attempt.pollMs < steadyPollMs ? say.attempt.estimating : say.attempt.slowUnknown;
  return say.attempt.slow({ eta: etaWords(band, say) });
}

export function lostWords(reason: LostReason | undefined, wasInLine: boolean, say: AttemptWords): string {
  const cause = reason ?? "error";
  const isOfLine = wasInLine && (cause === "sold_out" || cause === "ended");
  return isOfLine ? say.attempt.lostInLine[cause] : say.attempt.lost[cause];
}

export type StepState = "done" | "now" | "ahead" | "failed";

export interface AttemptStep {
  readonly name: string;
  readonly state: StepState;
}

/**
 * The way of an attempt: sent, confirmed or in line, reserved, paid; as far as it has come. `reached` is the index of the step
 * that is under way or failed; those before it are done.
 */
export function attemptSteps(
  attempt: Pick<AttemptAnswer, "state" | "place">,
  say: AttemptWords,
): readonly AttemptStep[] {
  const steps = (second: string, last: string, reached: number, state: "now" | "failed"): readonly AttemptStep[] =>
    [say.attempt.stepSent, second, say.attempt.stepReserved, last].map((name, index) => ({
      name,
      state: index < reached ? "done" : index > reached ? "ahead" : state,
    }));
  switch (attempt.state) {
    case "queued":
      return steps(
        attempt.place === undefined ? say.attempt.stepConfirming : say.attempt.stepInLine,
        say.attempt.stepPay,
        1,
        "now",
      );
    case "reserved":
    case "paying":
      return steps(say.attempt.stepConfirmed, say.attempt.stepPay, 3, "now");
    case "paid":
      return steps(say.attempt.stepConfirmed, say.attempt.stepPaid, 4, "now");
    case "lost":
      return steps(say.attempt.stepNotConfirmed, say.attempt.stepPay, 1, "failed");
    case "left":
      return steps(say.attempt.stepLeft, say.attempt.stepPay, 1, "failed");
    case "expired":
      return steps(say.attempt.stepConfirmed, say.attempt.stepNotPaid, 3, "failed");
  }
}

/** What the attempt's own line says beside the button, once there is an outcome; the shopper's result comes first. */
export function resultWords(attempt: AttemptAnswer, wasPlace: number | null, say: AttemptWords): string | null {
  switch (attempt.state) {
    case "queued":
    case "reserved":
    case "paying":
      return null;
    case "paid":
      return say.attempt.resultPaid;
    case "lost": {
      const reason = lostWords(attempt.reason, wasPlace !== null, say);
      return wasPlace === null
        ? say.attempt.resultLost({ reason })
        : say.attempt.resultLostAt({ reason, place: wasPlace });
    }
    case "left":
      return wasPlace === null ? say.attempt.resultGaveBack : say.attempt.resultLeftLine;
    case "expired":
      return say.attempt.resultExpired;
  }
}

/** What those who listen hear when the attempt's state changes. */
export function spokenAttempt(attempt: AttemptAnswer, payByText: string, say: AttemptWords): string {
  switch (attempt.state) {
    case "queued":
      if (attempt.place === undefined) return say.attempt.spokenArrived;
      return attempt.etaBand === undefined || attempt.etaBand === "unknown"
        ? say.attempt.spokenInLineUnknown({ place: attempt.place })
        : say.attempt.spokenInLine({ place: attempt.place, eta: etaWords(attempt.etaBand, say) });
    case "reserved":
      return say.attempt.spokenReserved({ time: payByText });
    case "paying":
      return say.attempt.spokenPaying;
    case "paid":
    case "lost":
    case "left":
    case "expired":
      return resultWords(attempt, null, say) ?? "";
  }
}
