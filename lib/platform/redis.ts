import { Cluster, Redis } from "ioredis";

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
}

/**
 * How long a server may owe an answer before the connection is given up for a new one. A peer that vanished without
 * a word (a failed host, a dropped route) would else be waited for until the kernel gives up, many minutes later.
 */
const silenceMaxMs = 3_000;

/**
 * The connection for scripts. A command that cannot be answered fails within half a second instead of waiting:
 * ioredis' defaults queue without bound while Redis is away and send a script again after a reconnect.
 * Our scripts may be repeated safely, but only the caller knows whether somebody still waits for the answer.
 */
const hotSettings: ConnectionSettings = {
  enableOfflineQueue: false,
  enableAutoPipelining: true,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 2_000,
  commandTimeout: 500,
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
  return first.startsWith("redis+sentinel://")
    ? new Redis({ ...settings, ...sentinelOptions(first) })
    : new Redis(first, { ...settings });
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
