import { Client, Pool, type PoolClient, type PoolConfig } from "pg";
import { AwayError, type Breaker, createBreaker, watchBy } from "./breaker";

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
  /** How long the client waits beyond that for the server to say so itself. */
  readonly clientGraceMs?: number;
  /** How many callers may wait for a connection; the next is refused at once. Any number unless told. */
  readonly waitingMax?: number;
  /** Refuses calls while the server does not answer, and is told when one got no answer. */
  readonly breaker?: Pick<Breaker, "isOpen" | "suspect">;
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
const clientGraceMsUsual = 1_000;

export function createPool(settings: PoolSettings): ShopPool {
  const statementTimeoutMs = settings.statementTimeoutMs ?? defaults.statementTimeoutMs;
  const config: PoolConfig = {
    connectionString: settings.url,
    max: settings.max,
    application_name: settings.applicationName,
    connectionTimeoutMillis: settings.connectTimeoutMs ?? defaults.connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + (settings.clientGraceMs ?? clientGraceMsUsual),
    lock_timeout: settings.lockTimeoutMs ?? defaults.lockTimeoutMs,
    idle_in_transaction_session_timeout: settings.idleInTransactionTimeoutMs ?? defaults.idleInTransactionTimeoutMs,
    keepAlive: true,
  };
  const pool = new GuardedPool(config, settings);
  // Without listeners the death of a connection between two queries would end the process. The pool listens only to
  // idle ones; one in the hands of a transaction, or of the holder of an advisory lock, dies just as easily.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", (error) => settings.onConnectionLost?.(error)));
  return pool;
}

type ConnectCallback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: Error | boolean) => void,
) => void;

/**
 * Who wants a connection while the server does not answer, or while too many wait already, is refused at once. Queries
 * of the pool itself come this way too.
 */
class GuardedPool extends Pool implements ShopPool {
  constructor(
    config: PoolConfig,
    private readonly guard: Pick<PoolSettings, "breaker" | "waitingMax">,
  ) {
    super(config);
    // What a connection met comes with its return: one whose query got no answer was given up.
    this.on("release", (error: unknown) => {
      if (error instanceof Error && isUnanswered(error)) guard.breaker?.suspect();
    });
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<PoolClient> | undefined {
    const refusal = this.refuse();
    if (callback === undefined) return refusal === null ? this.connectKnowing() : Promise.reject(refusal);
    if (refusal !== null) callback(refusal, undefined, () => undefined);
    else {
      super.connect((error, client, done) => {
        if (error !== undefined && error !== null) this.guard.breaker?.suspect();
        callback(error, client, done);
      });
    }
    return undefined;
  }

  private async connectKnowing(): Promise<PoolClient> {
    try {
      return await super.connect();
    } catch (error) {
      this.guard.breaker?.suspect();
      throw error;
    }
  }

  private refuse(): AwayError | null {
    const { breaker, waitingMax } = this.guard;
    if (breaker?.isOpen === true) return new AwayError("PostgreSQL does not answer");
    if (waitingMax !== undefined && this.waitingCount >= waitingMax) {
      return new AwayError("too many wait for a connection to PostgreSQL");
    }
    return null;
  }

  transaction<Result>(work: (client: TransactionClient) => Promise<Result>): Promise<Result> {
    return withTransaction(this, work);
  }
}

function isUnanswered(error: Error): boolean {
  return error.message === clientTimeoutMessage || /Connection terminated/.test(error.message);
}

export interface GuardedPostgres {
  readonly breaker: Breaker;
  stop(): Promise<void>;
}

const breakerEveryMs = 500;
const breakerWithinMs = 1_000;

/**
 * A breaker for a process' pools. It asks over a connection of its own, so that neither a full pool nor a slow statement
 * looks like a server that is away.
 */
export function guardPostgres(parts: {
  readonly url: string;
  readonly applicationName: string;
  readonly onChange: (isOpen: boolean) => void;
}): GuardedPostgres {
  let client: Promise<Client> | null = null;

  async function open(): Promise<Client> {
    const opened = new Client({
      connectionString: parts.url,
      application_name: parts.applicationName,
      connectionTimeoutMillis: breakerWithinMs,
      query_timeout: breakerWithinMs,
      keepAlive: true,
    });
    opened.on("error", forget);
    await opened.connect();
    return opened;
  }

  function forget(): void {
    const former = client;
    client = null;
    // Nobody waits for its end: a silent server would not answer the farewell either.
    former?.then((lost) => void lost.end().catch(() => undefined)).catch(() => undefined);
  }

  async function ask(): Promise<void> {
    client ??= open();
    try {
      await (await client).query("SELECT 1");
    } catch (error) {
      forget();
      throw error;
    }
  }

  const question = { ask, withinMs: breakerWithinMs };
  const breaker = createBreaker({ question, onChange: parts.onChange, failuresMax: 2 });
  const unwatch = watchBy(breaker, question, breakerEveryMs);
  return {
    breaker,
    async stop() {
      unwatch();
      breaker.stop();
      forget();
    },
  };
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
