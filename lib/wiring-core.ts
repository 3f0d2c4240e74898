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
import { checkPostgres, checkRedis, type UnsafeSetting } from "./platform/check-servers";
import { type AdjustableClock, createClock } from "./platform/clock";
import { type CorrectedTime, createCorrectedTime } from "./platform/corrected-time";
import { type Env, EnvError, parseEnv } from "./platform/env";
import { createLogger, type Logger } from "./platform/logger";
import { createMetrics, type Dependency, type Metrics, measurePools } from "./platform/metrics";
import { patiently } from "./platform/patiently";
import { createPool, guardPostgres, type PoolSettings, type ShopPool } from "./platform/postgres";
import { connectGuardedRedis, connectSubscriber, type RedisClient, untilReady } from "./platform/redis";
import { createSeldom } from "./platform/seldom";
import { followClock } from "./platform/shared-clock";
import { openBoard, type RunningBoard } from "./sales/board";
import { createGate, type GateParts } from "./stock/create-gate";
import type { Gate } from "./stock/gate";

/** What web and worker processes have in common: settings, clients, and the services over them. */
export interface Core {
  readonly env: Env;
  readonly logger: Logger;
  readonly clock: AdjustableClock;
  /** What `clock` goes by: hears Redis' time where Redis is looked at every second. */
  readonly time: CorrectedTime;
  readonly metrics: Metrics;
  readonly pool: ShopPool;
  /** Connections of their own for signing in and for the store's people, so that no crowd at one door closes another. */
  readonly pools: { readonly people: ShopPool; readonly admin: ShopPool };
  /** Settings of the servers under which the shop's promises do not hold. */
  checkServers(): Promise<readonly UnsafeSetting[]>;
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
  /** How long who wants a connection waits, and how long a statement may take; the pool's own limits unless told. */
  readonly limits?: Pick<PoolSettings, "connectTimeoutMs" | "statementTimeoutMs" | "clientGraceMs" | "waitingMax">;
  /** Hears of what the gates accept; see stock/create-gate. */
  readonly onAccepted?: GateParts["onAccepted"];
}

/** Together with the breaker's question they make what a web process takes of `max_connections`. */
const peoplePoolMax = 4;
const adminPoolMax = 3;

/** Opens everything a process needs; throws readable errors (EnvError, connections) before anything is served. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const env = parseEnv(process.env);
  const logger = createLogger({ level: env.LOG_LEVEL, process: options.processName });
  const time = createCorrectedTime({ ownNowMs: Date.now, steadyNowMs: () => performance.now() });
  const clock = createClock(time.nowMs);
  const metrics = createMetrics(options.processName);
  const onBreaker = (dependency: Dependency) => (isOpen: boolean) => {
    if (isOpen) logger.error({ dependency, breaker: "open" }, "does not answer; calls fail at once until it does");
    else logger.info({ dependency, breaker: "closed" }, "answers again");
    metrics.breakerOpen.set({ dependency }, isOpen ? 1 : 0);
    if (isOpen) metrics.breakerOpened.inc({ dependency });
  };
  const applicationName = `zerohour-${options.processName}`;
  const guarded = guardPostgres({ url: env.DATABASE_URL, applicationName, onChange: onBreaker("postgres") });
  const openPool = (max: number) =>
    createPool({
      url: env.DATABASE_URL,
      max,
      applicationName,
      ...options.limits,
      breaker: guarded.breaker,
      onConnectionLost: (error) => logger.warn({ err: error }, "a database connection was lost"),
    });
  const pool = openPool(options.poolMax);
  const pools = { people: openPool(peoplePoolMax), admin: openPool(adminPoolMax) };
  measurePools(metrics.registry, { main: pool, ...pools });
  const guardedRedis = connectGuardedRedis(env.REDIS_URL, onBreaker("redis"));
  const { redis } = guardedRedis;
  const subscriber = connectSubscriber(env.REDIS_URL);
  await untilReady(redis, redisWithinMs);
  const checkServers = () => checkBoth(pool, redis, env);
  refuseUnsafe(await checkServers(), logger);
  const seldom = createSeldom(redisSilenceMs);
  function warn(error: unknown): void {
    const quiet = seldom(error instanceof Error ? error.message : String(error));
    if (quiet !== null) logger.warn({ err: error, quiet }, "a message from Redis could not be followed");
  }
  if (env.ZEROHOUR_TEST_TOOLS) await followClock({ redis, subscriber, clock, onError: warn });
  const copy = { redis, subscriber, leaseMs: boardLeaseMs, onError: warn };
  const board = await patiently(() => openBoard(copy), redisWithinMs);
  const revoked = await patiently(() => openRevokedAccounts(copy), redisWithinMs);
  return {
    env,
    logger,
    clock,
    time,
    metrics,
    pool,
    pools,
    checkServers,
    redis,
    subscriber,
    onRedisTrouble: warn,
    board,
    revoked,
    gate: createGate({ redis, clock, backlogMax: env.BACKLOG_MAX, onAccepted: options.onAccepted }),
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
      guardedRedis.stop();
      redis.disconnect();
      subscriber.disconnect();
      await Promise.all([guarded.stop(), pool.end(), pools.people.end(), pools.admin.end()]);
    },
  };
}

/** A server that cannot be asked just now is none to refuse: the workers look again. */
async function checkBoth(pool: ShopPool, redis: RedisClient, env: Env): Promise<readonly UnsafeSetting[]> {
  const accepted = {
    unsafeServers: env.ALLOW_UNSAFE_SERVERS,
    redisWithoutFile: env.ALLOW_REDIS_WITHOUT_FILE,
  };
  const looks = await Promise.allSettled([checkPostgres(pool, accepted), checkRedis(redis, accepted)]);
  return looks.flatMap((look) => (look.status === "fulfilled" ? look.value : []));
}

function refuseUnsafe(found: readonly UnsafeSetting[], logger: Logger): void {
  const unsafe = found.filter(({ word }) => word === "unsafe");
  if (unsafe.length > 0) throw new EnvError(unsafe.map(({ line }) => line));
  for (const { line } of found) logger.warn(line);
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
