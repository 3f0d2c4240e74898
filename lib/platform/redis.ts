import { Cluster, type Command, Redis, type RedisOptions } from "ioredis";
import { AwayError, type Breaker, createBreaker, watchBy } from "./breaker";

/** One server, a Sentinel-watched one, or a Cluster: callers do not see the difference. */
export type RedisClient = Redis | Cluster;

interface ConnectionSettings {
  readonly enableOfflineQueue: boolean;
  readonly enableAutoPipelining: boolean;
  readonly autoResendUnfulfilledCommands: boolean;
  readonly maxRetriesPerRequest: number | null;
  readonly connectTimeout: number;
  readonly commandTimeout?: number;
  readonly socketTimeout?: number;
  readonly retryStrategy: (tries: number) => number;
  readonly autoPipeliningIgnoredCommands?: string[];
}

/**
 * How long a server may owe an answer before the connection is given up for a new one. A peer that vanished without
 * a word (a failed host, a dropped route) would else be waited for until the kernel gives up, many minutes later.
 */
const silenceMaxMs = 3_000;

const commandTimeoutMs = 500;
/** What the breaker asks. It goes alone, since a pipeline that is refused in part would send nothing of the rest. */
const breakerQuestion = "ping";
const breakerEveryMs = 250;

/**
 * The connection for scripts. A command that cannot be answered fails within half a second instead of waiting:
 * ioredis' defaults queue without bound while Redis is away and send a script again after a reconnect.
 * Our scripts may be repeated safely, but only the caller knows whether somebody still waits for the answer.
 */
const hotSettings: ConnectionSettings = {
  enableOfflineQueue: false,
  enableAutoPipelining: true,
  autoPipeliningIgnoredCommands: [breakerQuestion],
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 2_000,
  commandTimeout: commandTimeoutMs,
  socketTimeout: silenceMaxMs,
  retryStrategy: reconnectAfterMs,
};

/**
 * The connection for blocking reads: no time-out on commands, since waiting is its work. Whoever reads must ask for
 * less than `silenceMaxMs` of it at a time.
 */
const blockingSettings: ConnectionSettings = {
  enableOfflineQueue: false,
  enableAutoPipelining: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 2_000,
  socketTimeout: silenceMaxMs,
  retryStrategy: reconnectAfterMs,
};

/** The connection for pub/sub: re-subscribes by itself, so it may queue its own subscriptions. */
const subscriberSettings: ConnectionSettings = {
  enableOfflineQueue: true,
  enableAutoPipelining: false,
  autoResendUnfulfilledCommands: true,
  maxRetriesPerRequest: null,
  connectTimeout: 2_000,
  retryStrategy: reconnectAfterMs,
};

function reconnectAfterMs(tries: number): number {
  return Math.min(1_000, 50 * tries);
}

export function connectHotRedis(url: string): RedisClient {
  return connect(url, hotSettings);
}

/**
 * A connection for scripts that fails at once while Redis does not answer. A Cluster has none of that: one silent node
 * says nothing of the others, and each command's own time-out stands.
 */
export function connectGuardedRedis(url: string, onChange: (isOpen: boolean) => void): GuardedRedis {
  if (url.includes(",")) return { redis: connect(url, hotSettings), isOpen: () => false, stop: () => undefined };
  const redis = openServer(BreakableRedis, url.trim(), hotSettings);
  redis.on("error", () => undefined);
  const question = { ask: () => redis.ping(), withinMs: commandTimeoutMs };
  const breaker = createBreaker({ question, onChange });
  redis.breaker = breaker;
  // Without a connection there is nobody to be silent, and ioredis itself refuses every command.
  const regular = { ...question, ask: async () => redis.status === "ready" && redis.ping() };
  const unwatch = watchBy(breaker, regular, breakerEveryMs);
  return {
    redis,
    isOpen: () => breaker.isOpen,
    stop() {
      unwatch();
      breaker.stop();
    },
  };
}

export interface GuardedRedis {
  readonly redis: RedisClient;
  isOpen(): boolean;
  stop(): void;
}

/** The closed breaker costs a command one look at a field. */
class BreakableRedis extends Redis {
  breaker: Pick<Breaker, "isOpen"> | null = null;

  override sendCommand(command: Command, stream?: Parameters<Redis["sendCommand"]>[1]): unknown {
    // While it is connecting only ioredis itself sends anything; the others it refuses by itself.
    if (this.breaker?.isOpen === true && this.status === "ready" && command.name !== breakerQuestion) {
      command.reject(new AwayError("Redis does not answer"));
      return command.promise;
    }
    return super.sendCommand(command, stream);
  }
}

export function connectBlockingRedis(url: string): RedisClient {
  return connect(url, blockingSettings);
}

export function connectSubscriber(url: string): RedisClient {
  return connect(url, subscriberSettings);
}

/** Waits until the client can take commands; fails with a readable error after `withinMs`. */
export async function untilReady(client: RedisClient, withinMs: number): Promise<void> {
  if (client.status === "ready") return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      client.off("ready", ready);
      reject(new Error(`Redis did not answer within ${withinMs} ms; is REDIS_URL right and the server running?`));
    }, withinMs);
    function ready(): void {
      clearTimeout(timer);
      resolve();
    }
    client.once("ready", ready);
  });
}

function connect(url: string, settings: ConnectionSettings): RedisClient {
  const client = openClient(url, settings);
  // Without a listener an unreachable server would end the process. Failed commands carry their own error.
  client.on("error", () => undefined);
  return client;
}

function openClient(url: string, settings: ConnectionSettings): RedisClient {
  const addresses = url.split(",").map((part) => part.trim());
  const first = addresses[0] ?? "";
  if (addresses.length > 1) {
    const { enableOfflineQueue, enableAutoPipelining, retryStrategy, ...redisOptions } = settings;
    return new Cluster(addresses, {
      redisOptions,
      enableOfflineQueue,
      enableAutoPipelining,
      clusterRetryStrategy: retryStrategy,
    });
  }
  return openServer(Redis, first, settings);
}

/** One server, known by its address or by those who watch it. */
function openServer<Client extends Redis>(
  kind: new (...args: [string, RedisOptions] | [RedisOptions]) => Client,
  address: string,
  settings: ConnectionSettings,
): Client {
  return address.startsWith("redis+sentinel://")
    ? new kind({ ...settings, ...sentinelOptions(address) })
    : new kind(address, { ...settings });
}

interface SentinelOptions {
  readonly sentinels: { readonly host: string; readonly port: number }[];
  readonly name: string;
  readonly password?: string;
}

/** `redis+sentinel://[:password@]host:26379/master-name`; further sentinels as `?also=host:port,host:port`. */
function sentinelOptions(address: string): SentinelOptions {
  const parsed = new URL(address);
  const also = (parsed.searchParams.get("also") ?? "").split(",").filter((text) => text !== "");
  const sentinels = [`${parsed.hostname}:${parsed.port || "26379"}`, ...also].map((text) => {
    const [host = "", port = "26379"] = text.split(":");
    return { host, port: Number(port) };
  });
  return {
    sentinels,
    name: parsed.pathname.replace(/^\//, "") || "mymaster",
    ...(parsed.password === "" ? {} : { password: decodeURIComponent(parsed.password) }),
  };
}
