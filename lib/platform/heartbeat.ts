import type { Loop, LoopHealth } from "./loop";
import type { RedisClient } from "./redis";

/** Hash: worker -> when it last told that it lives, by Redis' clock, and what does not go well in it. */
const heartbeatsKey = "zerohour:{workers}:heartbeats";

/** A worker that has been silent for so long is gone for good. */
const forgottenAfterMs = 60_000;
/**
 * A loop that failed so often in a row, or that has failed since its last good round so long ago, does not do its work. One
 * that pauses, or takes the time its round may take, does.
 */
const failuresMax = 5;
const goodWithinMs = 30_000;
const everyMs = 1_000;

export interface Heartbeat {
  readonly worker: string;
  /** How long ago, by Redis' own clock. */
  readonly agoMs: number;
  /** Loops that do not do their work. */
  readonly failing: readonly string[];
}

/** Tells once a second that a worker lives, and how its loops do. */
export function heartbeatLoop(parts: {
  readonly redis: RedisClient;
  readonly worker: string;
  readonly loops: () => readonly LoopHealth[];
  readonly startedAtMs: number;
}): Loop {
  return {
    name: "heartbeat",
    idleMs: everyMs,
    async once() {
      const failing = failingLoops(parts.loops(), parts.startedAtMs, Date.now());
      const atMs = await redisNowMs(parts.redis);
      await parts.redis.hset(heartbeatsKey, parts.worker, [atMs, ...failing].join(" "));
      const gone = (await readHeartbeats(parts.redis)).filter(({ agoMs }) => agoMs > forgottenAfterMs);
      if (gone.length > 0) await parts.redis.hdel(heartbeatsKey, ...gone.map(({ worker }) => worker));
      return 0;
    },
  };
}

export function failingLoops(loops: readonly LoopHealth[], startedAtMs: number, nowMs: number): readonly string[] {
  return loops
    .filter(({ failures, lastGoodAtMs, isHanging }) => {
      const isLate = failures > 0 && nowMs - (lastGoodAtMs ?? startedAtMs) > goodWithinMs;
      return isHanging === true || failures >= failuresMax || isLate;
    })
    .map(({ name }) => name);
}

/** Of every worker that was alive a minute ago, the freshest first. */
export async function readHeartbeats(redis: RedisClient): Promise<readonly Heartbeat[]> {
  const beats = await redis.hgetall(heartbeatsKey);
  const nowMs = await redisNowMs(redis);
  return Object.entries(beats)
    .map(([worker, text]) => {
      const [at = "0", ...failing] = text.split(" ");
      return { worker, agoMs: Math.max(0, nowMs - Number(at)), failing };
    })
    .sort((left, right) => left.agoMs - right.agoMs);
}

async function redisNowMs(redis: RedisClient): Promise<number> {
  const [seconds = 0, microseconds = 0] = await redis.time();
  return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
}
