import type { AdminSaleAnswer, FieldError, SaleCheck } from "../../domain";
import type { LogActor, RecordChange } from "../../log/ports";
import type { Clock } from "../../platform/clock";
import type { ShopPool, TransactionClient } from "../../platform/postgres";
import type { LengthenHolds } from "../end-sales";

/** A movement of stock the gate must hear of; its cause makes it count once. */
export interface GateAdjustment {
  readonly itemId: number;
  readonly cause: string;
  readonly totalDelta: number;
  readonly releasedDelta: number;
}

/** What every verb over a sale works with. */
export interface EditParts {
  readonly pool: ShopPool;
  readonly clock: Clock;
  /** Brings a sale's units into ledger and counters; see lib/orders/ledger.ts. */
  readonly openStock: (client: TransactionClient, saleId: number, clockSpec: string) => Promise<number>;
  readonly lengthenHolds: LengthenHolds;
  readonly recordChange: RecordChange;
  /** Free units per item as the gate counts them, which knows of wishes not yet booked; null while it is not loaded. */
  readonly readFree: (saleId: number) => Promise<ReadonlyMap<number, number> | null>;
  /**
   * Brings board and gate to what PostgreSQL says, at once. Not needed for anything to become right, since the worker
   * does the same within a fraction of a second, so it never rejects.
   */
  readonly tell: (saleId: number, adjustments: readonly GateAdjustment[]) => Promise<Telling>;
  /** Told of a failure after a change that was made nevertheless. */
  readonly note: (error: unknown, saleId: number) => void;
}

/** What came of telling: null where it is done, else why it was left to the worker. */
export interface Telling {
  readonly pages: string | null;
  readonly gate: string | null;
}

export type { LogActor };

/**
 * Every answer of a verb. `changed` is false when it found everything as wished; `told` is false when board and gate
 * could not be told at once and the worker will.
 */
export type EditOutcome =
  | { readonly word: "done"; readonly sale: AdminSaleAnswer; readonly changed: boolean; readonly told: boolean }
  | { readonly word: "not_found" }
  | { readonly word: "invalid"; readonly errors: readonly FieldError[] }
  /** The present state does not allow it; `detail` says why, as a sentence. */
  | { readonly word: "refused"; readonly detail: string }
  /** Made from an older version. */
  | { readonly word: "stale"; readonly current: AdminSaleAnswer }
  | { readonly word: "not_ready"; readonly checks: readonly SaleCheck[] }
  /** The same key with another wish. */
  | { readonly word: "key_reused" };

export type PublishOutcome =
  | (Extract<EditOutcome, { readonly word: "done" }> & { readonly checks: readonly SaleCheck[] })
  | Exclude<EditOutcome, { readonly word: "done" }>;
