import type { BookingResult, RecordedAttempt } from "../ports";

/** Where a sale is sold from: by its gate, straight from the books, or nowhere until the gate is rebuilt. */
export const doorWords = ["gate", "books", "returning"] as const;
export type DoorWord = (typeof doorWords)[number];

/** A sale that may be sold from the books, or still is. */
export interface SaleDoor {
  readonly saleId: number;
  readonly sellsFrom: DoorWord;
  readonly epoch: number;
  /** Its marketer allows the books, it is published, and it is open or opens soon: the books may be turned to. */
  readonly mayTurn: boolean;
}

/** A wish to be sold from the books. */
export interface BookWish {
  readonly attemptId: string;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  /** When the gate accepted it, as far as is known: it comes before those who ask only now. Null for those. */
  readonly acceptedAtMs: number | null;
}

/** Somebody who waits in line, as the books remember it. */
export interface WaitingAttempt {
  readonly attemptId: string;
  readonly saleId: number;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly slots: number;
  readonly receivedAtMs: number;
  /** 1 is next. */
  readonly place: number;
}

/** What the books know of an attempt: decided, or waiting. */
export type BookedAttempt =
  | { readonly word: "decided"; readonly record: RecordedAttempt }
  | { readonly word: "waiting"; readonly waiting: WaitingAttempt };

/** What a wish hears at the books. But for `booked`, nothing was written. */
export type SellReply =
  | { readonly word: "booked"; readonly result: BookingResult; readonly receivedAtMs: number }
  | { readonly word: "known"; readonly known: BookedAttempt }
  | { readonly word: "key_reused" }
  | { readonly word: "limit_reached"; readonly attemptIds: readonly string[] }
  | { readonly word: "all_held"; readonly heldUntilMs: number }
  | { readonly word: "sold_out" }
  | { readonly word: "too_few" }
  | { readonly word: "not_open"; readonly retryAfterMs: number }
  | { readonly word: "ended" }
  | { readonly word: "paused" }
  | { readonly word: "cancelled" }
  /** Not sold from the books now, or not to this one yet; a later try may find it open. */
  | { readonly word: "busy" };

/** Counters of a sale as the books have them; the same shape the gate tells. */
export interface BookCounts {
  readonly epoch: number;
  readonly items: readonly {
    readonly itemId: number;
    readonly total: number;
    readonly released: number;
    readonly available: number;
    readonly held: number;
    readonly sold: number;
  }[];
  readonly lineLength: number;
  readonly owed: number;
  readonly heldUntilMs: number | null;
}

/** The books as a shop without a gate. Every method is one transaction. */
export interface Books {
  /** Every sale that may be sold from the books and has not been over for long. */
  readDoors(clockSpec: string): Promise<readonly SaleDoor[]>;
  /** One reply per wish, in their order. No attempt id may come twice. */
  sell(saleId: number, wishes: readonly BookWish[], clockSpec: string): Promise<readonly SellReply[]>;
  find(attemptId: string): Promise<BookedAttempt | null>;
  /** The account's newest attempt in a sale. */
  findNewest(saleId: number, accountId: string): Promise<BookedAttempt | null>;
  leaveLine(saleId: number, attemptId: string, accountId: string): Promise<"left" | "not_in_line">;
  readCounts(saleId: number): Promise<BookCounts | null>;
}

/** What workers do with the doors. */
export interface DoorTurns {
  /** Notes that the gate has been reached, or that nobody has looked before. */
  sight(saleId: number): Promise<void>;
  /** To the books, if no worker has reached the gate for a while. A new epoch: the gate's processes are refused. */
  toBooks(door: SaleDoor, clockSpec: string): Promise<boolean>;
  /** Ends direct sale. Nothing is sold from the books any more when it resolves. */
  endBooks(saleId: number): Promise<boolean>;
  /** Whether every permit from before the turn to the books has run out. */
  isFenced(saleId: number): Promise<boolean>;
  /** Back to the gate, which was rebuilt under this epoch. */
  toGate(saleId: number, epoch: number): Promise<boolean>;
}
