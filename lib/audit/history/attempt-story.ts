import type { AttemptState } from "../../domain";

/** What one shopper was told of one accepted attempt. */
export interface AttemptStory {
  readonly attemptId: string;
  readonly saleId: number;
  readonly accountId: string;
  readonly key: string;
  readonly itemId: number;
  readonly quantity: number;
  /** When the request was sent that was answered first. */
  readonly askedMs: number;
  readonly acceptedMs: number;
  /** The last word on it. */
  word: AttemptState;
  /** Who said it: the attempt, as the gate knows it, or the order, as the books do. */
  saidBy: "attempt" | "order";
  /** When it was said first, and last. */
  saidMs: number;
  heardMs: number;
  /** Words that cannot follow the one before. */
  readonly turns: Turn[];
  /** When its shopper certainly held or owned the unit: from, to, from, to. `from` may be after `to`: then at no known moment. */
  readonly live: number[];
  /** Since when it is being confirmed: its acceptance, or the last time it was in line. */
  confirmingMs: number;
  /** When its shopper last asked and heard no decision. */
  undecidedMs: number;
  toldOrder: boolean;
  toldLost: boolean;
}

/** By attempt; grows with what the shop accepted. */
export type AttemptStories = ReadonlyMap<string, AttemptStory>;

/** `lost after paid`. The gate hears of a change after the books: a word of the other that is a little old is no turn. */
export interface Turn {
  readonly words: string;
  readonly saidMs: number;
  readonly atMs: number;
  readonly byTheSame: boolean;
}
