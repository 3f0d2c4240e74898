import type { PoolClient } from "pg";
import type { LogVerdict } from "../log/verify-log";
import type { ShopPool } from "../platform/postgres";
import type { RedisClient } from "../platform/redis";
import type { AttemptRecord } from "../stock/attempt-record";
import type { SaleKeys } from "../stock/keys";

/** What the books can be counted by; each check names the one it looks through. */
export type BookSubject =
  | "items"
  | "ledger"
  | "orders"
  | "events"
  | "accounts"
  | "failures"
  | "line"
  | "payments"
  | "charges"
  | "payment_events"
  | "outbox"
  | "dead_letters"
  | "sales"
  | "guards";

/**
 * A rule that PostgreSQL alone can break. `sql` selects a `message` per breach, and nothing where all is well. $1 is a
 * sale's id, null for all of them; $2 the shop's clock as a spec. It runs in one snapshot with all other book checks.
 */
export interface BookCheck {
  readonly name: string;
  readonly invariant: string;
  readonly subject: BookSubject;
  readonly sql: string;
}

/** What a check found, before it is told. */
export interface Finding {
  readonly breaches: readonly string[];
  /** All of them, told or not. */
  readonly found: number;
  readonly checked: number;
  readonly note?: string;
  /** Why it could not look. */
  readonly notChecked?: string;
}

/** A rule between the gate in Redis and the books, or within the gate. */
export interface GateCheck {
  readonly name: string;
  readonly invariant: string;
  look(parts: GateParts, sale: AuditedSale): Promise<Finding>;
}

/** What an audit knows a sale by. Times are epoch milliseconds. */
export interface AuditedSale {
  readonly id: number;
  readonly slug: string;
  readonly itemIds: readonly number[];
  readonly limitPerAccount: number;
}

export interface GateParts {
  readonly pool: ShopPool;
  readonly redis: RedisClient;
  readonly format: GateFormat;
  readonly clockSpec: string;
  /** How long what is in flight is waited for before it counts as stuck. */
  readonly patienceMs: number;
}

/** How the gate writes what it remembers; lib/stock has it. */
export interface GateFormat {
  saleKeys(saleId: number): SaleKeys;
  lineKey(saleId: number, itemId: number): string;
  parseRecord(text: string): AttemptRecord | null;
}

export interface AuditParts {
  readonly pool: ShopPool;
  readonly redis: RedisClient;
  readonly format: GateFormat;
  readonly clockSpec: () => string;
  readonly verifyLog: () => Promise<LogVerdict>;
  readonly patienceMs?: number;
}

export type Snapshot = PoolClient;
