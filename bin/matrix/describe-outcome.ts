import type { RowOutcome } from "./play-row";
import type { Played } from "./play-rows";

/** A request that takes longer hangs, for whoever waits for it. */
export const hangsFromMs = 5_000;

/** What a cell of the matrix says, in a few words each. */
export interface Cells {
  readonly slowestRefusal: string;
  readonly slowestAnswer: string;
  readonly buyingAgain: string;
  readonly ordersAgain: string;
  readonly wellAgain: string;
  readonly verdict: string;
}

export function cellsOf(played: Played): Cells {
  if (played.word === "left_out") {
    const none = "-";
    return {
      slowestRefusal: none,
      slowestAnswer: none,
      buyingAgain: none,
      ordersAgain: none,
      wellAgain: none,
      verdict: `not played: ${played.reason}`,
    };
  }
  const { outcome } = played;
  return {
    slowestRefusal: outcome.slowestRefusalMs === null ? "nobody refused" : seconds(outcome.slowestRefusalMs),
    slowestAnswer: seconds(outcome.slowestAnswerMs),
    buyingAgain: outcome.acceptedAfterMs === null ? "never" : seconds(outcome.acceptedAfterMs),
    ordersAgain: outcome.orderAfterMs === null ? "never" : seconds(outcome.orderAfterMs),
    wellAgain: seconds(outcome.wellAfterMs),
    verdict: findingsOf(outcome).length === 0 ? "kept" : findingsOf(outcome).join("; "),
  };
}

/** Everything about a row that is not as it should be. */
export function findingsOf({ violations, slowestAnswerMs }: RowOutcome): readonly string[] {
  const hangs = slowestAnswerMs > hangsFromMs ? [`an answer took ${seconds(slowestAnswerMs)}`] : [];
  return [...violations, ...hangs];
}

export function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1_000).toFixed(2)} s` : `${(ms / 1_000).toFixed(1)} s`;
}

/** What buying was answered meanwhile: "12 × busy, 3 × queued". */
export function heardOf({ heard }: RowOutcome): string {
  const words = Object.entries(heard).sort(([, left], [, right]) => right - left);
  return words.map(([word, count]) => `${count} × ${word}`).join(", ") || "nobody clicked";
}
