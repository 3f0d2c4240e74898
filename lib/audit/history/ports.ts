import type { OrderState } from "../../domain";
import type { Finding } from "../ports";
import type { AttemptStories } from "./attempt-story";
import type { Faults } from "./faults";
import type { Fields, ShopperStep } from "./history-line";

/** What the books say of the sale a crowd came for. Times are epoch milliseconds of the shop's clock. */
export interface SaleFacts {
  readonly id: number;
  readonly slug: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** When somebody, or the last sold unit, ended it; null while it may still be on. */
  readonly endedAtMs: number | null;
  /** Its times were changed: what was said of its end before may have been right then. */
  readonly moved: boolean;
  readonly limitPerAccount: number;
  readonly items: readonly ItemFacts[];
}

export interface ItemFacts {
  readonly id: number;
  /** The most units it ever had. */
  readonly stock: number;
  /** When units were free, by the ledger: from, to, from, to; the last `to` may be infinite. */
  readonly free: readonly number[];
}

/** All the books say of one attempt. */
export interface Outcome {
  readonly attemptId: string;
  readonly saleId: number;
  readonly accountId: string;
  readonly orderState: OrderState | null;
  readonly hasFailed: boolean;
  /** Waits in line, or did. */
  readonly wasInLine: boolean;
  readonly receivedAtMs: number;
  /** When it stopped to count against its account's limit; null while it does. */
  readonly endedAtMs: number | null;
}

/** The books, read after the last line. */
export interface HistoryBooks {
  readSale(slug: string): Promise<SaleFacts | null>;
  /** Every attempt of the sale that PostgreSQL knows, each once, page by page. */
  outcomes(saleId: number): AsyncIterable<readonly Outcome[]>;
  /** Whose these addresses are. */
  ownersOf(emails: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** One request, from the moment it was sent until its answer, or until nobody waited any more. */
export interface Heard {
  /** Which of the histories; numbers of shoppers mean nothing across them. */
  readonly history: number;
  readonly sale: SaleFacts;
  readonly accountId: string;
  readonly f: ShopperStep;
  readonly word: "ok" | "fail" | "info";
  readonly value: Fields;
  readonly invokedMs: number;
  readonly heardMs: number;
  /** How far this history's clock may be from the shop's. */
  readonly clockErrorMs: number;
  /** The line as it was written. */
  readonly text: string;
}

/** What all checks of a history can look at. */
export interface HistoryWorld {
  readonly attempts: AttemptStories;
  readonly faults: Faults;
}

/**
 * A rule between what shoppers were told and the books. It listens to every request, then to every outcome, and then says
 * what it found; what it keeps grows with shoppers and attempts, never with lines.
 */
export interface HistoryCheck {
  readonly name: string;
  readonly invariant: string;
  open(world: HistoryWorld): Listener;
}

export interface Listener {
  hear?(heard: Heard): void;
  book?(outcome: Outcome): void;
  end(books: HistoryBooks): Finding | Promise<Finding>;
}
