import { setTimeout as delay } from "node:timers/promises";
import { type AdjustableClock, isClockSpec } from "./clock";
import type { RedisClient } from "./redis";

/**
 * One clock for every process of a shop under test: the spec lives in Redis, a channel tells of changes, and
 * every process acknowledges, so that whoever moved the clock knows that all have followed.
 * Only started when the test tools are on.
 */
const keys = {
  spec: "zerohour:{clock}:spec",
  moves: "zerohour:{clock}:moves",
  channel: "zerohour:clock",
  followers: (move: number) => `zerohour:{clock}:followers:${move}`,
} as const;

/** Followers' counts are of no use after this. */
const followersKeptSeconds = 60;
const followWithinMs = 2_000;

export interface SharedClockParts {
  readonly redis: RedisClient;
  readonly subscriber: RedisClient;
  readonly clock: AdjustableClock;
  readonly onError: (error: unknown) => void;
}

export async function followClock(parts: SharedClockParts): Promise<void> {
  async function follow(message: string): Promise<void> {
    const [move = "", spec = ""] = message.split(" ");
    if (!isClockSpec(spec)) return;
    parts.clock.adjust(spec);
    await parts.redis.incr(keys.followers(Number(move)));
    await parts.redis.expire(keys.followers(Number(move)), followersKeptSeconds);
  }
  await parts.subscriber.subscribe(keys.channel);
  parts.subscriber.on("message", (channel: string, message: string) => {
    if (channel === keys.channel) void follow(message).catch(parts.onError);
  });
  await copyClock(parts);
}

/** Sets a clock once to what the shop's is now, for a program that only has a look at it. */
export async function copyClock(parts: Pick<SharedClockParts, "redis" | "clock">): Promise<void> {
  const spec = await parts.redis.get(keys.spec);
  if (spec !== null && isClockSpec(spec)) parts.clock.adjust(spec);
}

/** Moves the clock of all processes; resolves when every one of them has followed. Throws when one does not. */
export async function moveClock(redis: RedisClient, spec: string): Promise<void> {
  await redis.set(keys.spec, spec);
  const move = await redis.incr(keys.moves);
  const processes = await redis.publish(keys.channel, `${move} ${spec}`);
  const deadline = Date.now() + followWithinMs;
  while (Number((await redis.get(keys.followers(move))) ?? 0) < processes) {
    if (Date.now() > deadline) throw new Error(`not every process followed the clock within ${followWithinMs} ms`);
    await delay(5);
  }
}
