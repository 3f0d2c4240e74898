import { Pool, type PoolClient, type PoolConfig } from "pg";

/** One connection inside a transaction. */
export type TransactionClient = PoolClient;

/** A pool that also runs whole transactions, so that whoever has it needs nothing else of this file. */
export interface ShopPool extends Pool {
  /** See `withTransaction`. */
  transaction<Result>(work: (client: TransactionClient) => Promise<Result>): Promise<Result>;
}

export interface PoolSettings {
  readonly url: string;
  /** How many connections at most; PostgreSQL's `max_connections` is shared by all processes. */
  readonly max: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** How long a caller waits for a free or new connection. */
  readonly connectTimeoutMs?: number;
  /** How long one statement may take. */
  readonly statementTimeoutMs?: number;
  /** How long a statement may wait for a row another transaction has locked. */
  readonly lockTimeoutMs?: number;
  /** How long a transaction may sit between two statements before the server ends it and frees its locks. */
  readonly idleInTransactionTimeoutMs?: number;
  /** Told when a connection dies between two queries; the pool replaces it by itself. */
  readonly onConnectionLost?: (error: Error) => void;
}

/** Without limits a frozen server hangs every caller for ever: the driver's own defaults wait without end. */
const defaults = {
  connectTimeoutMs: 2_000,
  statementTimeoutMs: 5_000,
  lockTimeoutMs: 3_000,
  idleInTransactionTimeoutMs: 10_000,
};

/** The server cancels first and says why; the client gives up a little later in case nobody answers at all. */
const clientGraceMs = 1_000;

export function createPool(settings: PoolSettings): ShopPool {
  const statementTimeoutMs = settings.statementTimeoutMs ?? defaults.statementTimeoutMs;
  const config: PoolConfig = {
    connectionString: settings.url,
    max: settings.max,
    application_name: settings.applicationName,
    connectionTimeoutMillis: settings.connectTimeoutMs ?? defaults.connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + clientGraceMs,
    lock_timeout: settings.lockTimeoutMs ?? defaults.lockTimeoutMs,
    idle_in_transaction_session_timeout: settings.idleInTransactionTimeoutMs ?? defaults.idleInTransactionTimeoutMs,
    keepAlive: true,
  };
  const pool = new TransactionPool(config);
  // Without listeners the death of a connection between two queries would end the process. The pool listens only to
  // idle ones; one in the hands of a transaction, or of the holder of an advisory lock, dies just as easily.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", (error) => settings.onConnectionLost?.(error)));
  return pool;
}

class TransactionPool extends Pool implements ShopPool {
  transaction<Result>(work: (client: TransactionClient) => Promise<Result>): Promise<Result> {
    return withTransaction(this, work);
  }
}

const triesMax = 5;
const backoffFirstMs = 10;

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. When PostgreSQL ends it
 * because of a deadlock or a serialization failure, `work` runs again in a new one, up to five times, so it must have
 * no effect outside the database.
 *
 * A rejection without an SQLSTATE (`code`) after the commit was sent leaves open whether it happened: repeat the
 * whole step, every one of ours can be repeated.
 */
export async function withTransaction<Result>(
  pool: Pool,
  work: (client: TransactionClient) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await runOnce(pool, work);
    } catch (error) {
      if (tries === triesMax || !mayRepeat(error)) throw error;
      const waitMs = backoffFirstMs * 2 ** tries * (0.5 + Math.random());
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

async function runOnce<Result>(pool: Pool, work: (client: TransactionClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    broken = await rollBack(client, error);
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Ends the transaction after a failure. What it returns must not go back to the pool: a connection that cannot roll
 * back, or one whose server did not answer in time (a rollback would wait behind the same silence).
 */
async function rollBack(client: TransactionClient, cause: unknown): Promise<Error | undefined> {
  if (cause instanceof Error && cause.message === clientTimeoutMessage) return cause;
  try {
    await client.query("ROLLBACK");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What the driver says when `query_timeout` passes; it gives this error no code. */
const clientTimeoutMessage = "Query read timeout";

const serializationFailure = "40001";
const deadlockDetected = "40P01";

function mayRepeat(error: unknown): boolean {
  return hasCode(error, serializationFailure) || hasCode(error, deadlockDetected);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
