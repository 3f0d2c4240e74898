import type { AdminLogEntry } from "../domain";
import type { TransactionClient } from "../platform/postgres";

/** Who changed something. */
export interface LogActor {
  readonly accountId: string;
  /** Of the API key that acts for the account. */
  readonly keyName?: string | null;
  readonly requestId: string;
  readonly address: string | null;
}

/** A change to be remembered; `before` and `after` carry the changed fields alone and are null when there is no such side. */
export interface LoggedChange {
  readonly actor: LogActor;
  /** One word: create, change, publish, … */
  readonly verb: string;
  /** Kind and name: `sale:aurora-desk-lamp`. */
  readonly object: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/**
 * Writes a change into the log of the transaction that makes it. It takes the lock of the chain until the transaction
 * ends, so it is the last thing a transaction does.
 */
export type RecordChange = (client: TransactionClient, change: LoggedChange) => Promise<void>;

/** Many at once, in their order: the lock is held for as short as for one. */
export type RecordChanges = (client: TransactionClient, changes: readonly LoggedChange[]) => Promise<void>;

/** Which entries; null is any. */
export interface LogFilter {
  /** Kind and name, as `sale:lamp`, or a kind alone. */
  readonly object: string | null;
  readonly actorId: string | null;
  readonly verb: string | null;
  /** Half-open: from the one, before the other. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

export interface LogPageWish extends LogFilter {
  /** Id of the last entry of the page before. */
  readonly before: string | null;
  readonly max: number;
}

export interface AdminLog {
  /** Newest first. */
  list(wish: LogPageWish): Promise<readonly AdminLogEntry[]>;
  find(id: string): Promise<AdminLogEntry | null>;
  /** All that fit, newest first, in pages that are let go one by one. */
  pages(filter: LogFilter): AsyncIterable<readonly AdminLogEntry[]>;
  /** Walks a part of the chain, from behind an entry or from the beginning. Null when there is no such entry. */
  verify(after: string | null): Promise<LogPartVerdict | null>;
}

/** What walking a part of the chain shows; `last` is where the next part goes on, null at the end. */
export type LogPartVerdict =
  | { readonly word: "intact"; readonly entries: number; readonly lastHash: string; readonly last: string | null }
  | { readonly word: "broken"; readonly entries: number; readonly entryId: string; readonly reason: string };
