import { openRevokedAccounts, type RevokedAccounts } from "./accounts/revoked/revoked-accounts";
import { queueOrderMails } from "./mail/queue-order-mails";
import { withOrderMails } from "./mail/with-order-mails";
import { createOrders } from "./orders/create-orders";
import { orderSteps } from "./orders/order-steps";
import type { Orders } from "./orders/ports";
import { postTo } from "./payments/deliver-simulated-events";
import { createPayments } from "./payments/payments";
import type { Payments } from "./payments/ports";
import { createSimulatedProvider } from "./payments/simulated-provider";
import { type AdjustableClock, createClock } from "./platform/clock";
import { type Env, parseEnv } from "./platform/env";
import { createLogger, type Logger } from "./platform/logger";
import { createMetrics, type Metrics } from "./platform/metrics";
import { createPool, type ShopPool } from "./platform/postgres";
import { connectHotRedis, connectSubscriber, type RedisClient, untilReady } from "./platform/redis";
import { createSeldom } from "./platform/seldom";
import { followClock } from "./platform/shared-clock";
import { openBoard, type RunningBoard } from "./sales/board";
import { createGate } from "./stock/create-gate";
import type { Gate } from "./stock/gate";

/** What web and worker processes have in common: settings, clients, and the services over them. */
export interface Core {
  readonly env: Env;
  readonly logger: Logger;
  readonly clock: AdjustableClock;
  readonly metrics: Metrics;
  readonly pool: ShopPool;
  readonly redis: RedisClient;
  /** For messages only. */
  readonly subscriber: RedisClient;
  /** Logs, seldom, that something which follows Redis could not. */
  onRedisTrouble(error: unknown): void;
  readonly board: RunningBoard;
  /** Whose passes count no more. */
  readonly revoked: RevokedAccounts;
  readonly gate: Gate;
  readonly orders: Orders;
  readonly payments: Payments;
  /** Ends every connection; nothing works afterwards. */
  close(): Promise<void>;
}

/** How long a start waits for Redis before it gives up with a readable error. */
const redisWithinMs = 10_000;
/** How long a process trusts its copies of the board and of the suspended accounts without asking for their revision. */
const boardLeaseMs = 1_000;
/** While Redis is away the board cannot be asked either; that is logged this often. */
const redisSilenceMs = 30_000;

export interface CoreOptions {
  readonly processName: "web" | "worker";
  readonly poolMax: number;
}

/** Opens everything a process needs; throws readable errors (EnvError, connections) before anything is served. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const env = parseEnv(process.env);
  const logger = createLogger({ level: env.LOG_LEVEL, process: options.processName });
  const clock = createClock();
  const metrics = createMetrics(options.processName);
  const pool = createPool({
    url: env.DATABASE_URL,
    max: options.poolMax,
    applicationName: `zerohour-${options.processName}`,
    onConnectionLost: (error) => logger.warn({ err: error }, "a database connection was lost"),
  });
  const redis = connectHotRedis(env.REDIS_URL);
  const subscriber = connectSubscriber(env.REDIS_URL);
  await untilReady(redis, redisWithinMs);
  const seldom = createSeldom(redisSilenceMs);
  function warn(error: unknown): void {
    const quiet = seldom(error instanceof Error ? error.message : String(error));
    if (quiet !== null) logger.warn({ err: error, quiet }, "a message from Redis could not be followed");
  }
  if (env.ZEROHOUR_TEST_TOOLS) await followClock({ redis, subscriber, clock, onError: warn });
  const board = await openBoard({ redis, subscriber, leaseMs: boardLeaseMs, onError: warn });
  const revoked = await openRevokedAccounts({ redis, subscriber, leaseMs: boardLeaseMs, onError: warn });
  return {
    env,
    logger,
    clock,
    metrics,
    pool,
    redis,
    subscriber,
    onRedisTrouble: warn,
    board,
    revoked,
    gate: createGate({ redis, clock, backlogMax: env.BACKLOG_MAX }),
    orders: createOrders({ pool }),
    payments: createPayments({
      pool,
      provider: openProvider(env, pool, clock),
      steps: withOrderMails(orderSteps, queueOrderMails),
      clock,
      logger,
    }),
    async close() {
      board.stop();
      revoked.stop();
      redis.disconnect();
      subscriber.disconnect();
      await pool.end();
    },
  };
}

function openProvider(env: Env, pool: ShopPool, clock: AdjustableClock) {
  return createSimulatedProvider({
    pool,
    clock,
    secret: env.AUTH_SECRET,
    post: postTo(`http://${localHost(env.HOST)}:${env.PORT}/api/webhooks/simulated`),
  });
}

/** An address of this machine to reach a server that listens on `host`. */
function localHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
