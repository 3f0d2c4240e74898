import type { Redis } from "ioredis";
import type { RedisClient } from "../platform/redis";
import { isCluster, readServer, type SeenServer, vouchedChannel } from "./vouched-server";

/** What this process knows of whether Redis is the server the gates were loaded into; see vouched-server. */
export interface GateLease {
  /** Whether the gates may be believed. */
  holds(): boolean;
  /** Whether everybody may buy; after a rebuild those come first who were accepted before it. */
  isOpenToAll(): boolean;
  /** Looks again, unless it was done just now; for whoever would be refused for want of a lease. */
  look(): Promise<void>;
  stop(): void;
}

export interface GateLeaseParts {
  readonly redis: RedisClient;
  readonly subscriber: RedisClient;
  /** Redis' time comes with every look: told at some moment between the two, which are `performance.now()`. */
  readonly onTime: (toldMs: number, askedAtMs: number, heardAtMs: number) => void;
  readonly onError: (error: unknown) => void;
}

/** A lease is read again this often; while there is none, sooner. */
const everyMs = 1_000;
const sinceLostEveryMs = 200;
const looksApartMs = 50;

/**
 * Every connection begins without a lease, since there may be another server behind the same address. Resolves after the
 * first look.
 */
export async function openGateLease({ redis, subscriber, onTime, onError }: GateLeaseParts): Promise<GateLease> {
  let untilMs = 0;
  let openToAllMs = 0;
  /** Counts connections: what was asked over one says nothing of the next. */
  let connection = 0;
  let looking: Promise<void> | null = null;
  let lookedAtMs = Number.NEGATIVE_INFINITY;

  function drop(): void {
    connection += 1;
    untilMs = 0;
  }

  function take(seen: SeenServer, askedAtMs: number): void {
    const { vouched } = seen;
    if (!seen.isPrimary || vouched?.server !== seen.name) {
      untilMs = 0;
      return;
    }
    untilMs = askedAtMs + vouched.untilMs - seen.nowMs;
    openToAllMs = performance.now() + vouched.openToAllMs - seen.nowMs;
  }

  async function lookNow(): Promise<void> {
    const askedOver = connection;
    const askedAtMs = performance.now();
    try {
      const seen = await readServer(redis);
      onTime(seen.nowMs, askedAtMs, performance.now());
      if (askedOver === connection) take(seen, askedAtMs);
    } catch (error) {
      // The lease goes on as long as it was given; without a connection there is none.
      onError(error);
    } finally {
      lookedAtMs = performance.now();
      looking = null;
    }
  }

  function look(): Promise<void> {
    if (looking === null && performance.now() - lookedAtMs < looksApartMs) return Promise.resolve();
    looking ??= lookNow();
    return looking;
  }

  const holds = () => performance.now() < untilMs;
  const onReady = () => void lookNow();
  followConnections(redis, drop, onReady);
  await subscriber.subscribe(vouchedChannel);
  subscriber.on("message", (channel: string) => {
    if (channel === vouchedChannel) void lookNow();
  });
  let timer: NodeJS.Timeout | undefined;
  function later(): void {
    timer = setTimeout(() => void look().then(later), holds() ? everyMs : sinceLostEveryMs);
    timer.unref();
  }
  await lookNow();
  later();
  return {
    holds,
    isOpenToAll: () => performance.now() < untilMs && performance.now() >= openToAllMs,
    look,
    stop() {
      clearTimeout(timer);
      redis.off("close", drop);
      redis.off("ready", onReady);
    },
  };
}

function followConnections(redis: RedisClient, drop: () => void, onReady: () => void): void {
  redis.on("close", drop);
  redis.on("ready", onReady);
  if (!isCluster(redis)) return;
  for (const node of redis.nodes("all")) node.on("close", drop);
  redis.on("+node", (node: Redis) => void node.on("close", drop));
}
