import type { AdminLogEntry } from "../domain";
import type { TransactionClient } from "../platform/postgres";

/** Who changed something. */
export interface LogActor {
  readonly accountId: string;
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

export interface LogPageWish {
  readonly object: string | null;
  readonly actorId: string | null;
  /** Id of the last entry of the page before. */
  readonly before: string | null;
  readonly max: number;
}

export interface AdminLog {
  /** Newest first. */
  list(wish: LogPageWish): Promise<readonly AdminLogEntry[]>;
}
