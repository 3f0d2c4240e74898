import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { RedisClient } from "./redis";

export interface MakeOnceParts {
  readonly redis: RedisClient;
  /** Begins the names of all keys. */
  readonly prefix: string;
  /** How long what was made is there for others. */
  readonly keptMs: number;
  /** How long the others wait for whoever has begun; the lock ends by itself after the same time. */
  readonly waitMs: number;
}

/**
 * Makes a text that several processes need at the same moment, in one of them if it can be arranged. `make` gives null
 * for what the others must not get. The lock only saves work: it may be lost, expire under a slow holder or be
 * refused by a Redis in trouble, and then several make the same thing, which must be harmless.
 */
export type MakeOnce = (name: string, make: () => Promise<string | null>) => Promise<string | null>;

/** Between two looks whether somebody else has finished. */
const lookEveryMs = 5;

/** Gives the lock back only if it is still ours: after its time another may have taken it. */
const releaseScript = 'if redis.call("GET", KEYS[1]) == ARGV[1] then return redis.call("DEL", KEYS[1]) end return 0';

export function createMakeOnce({ redis, prefix, keptMs, waitMs }: MakeOnceParts): MakeOnce {
  async function lookUntil(key: string, deadlineMs: number): Promise<string | null> {
    for (;;) {
      const made = await redis.get(key);
      if (made !== null || performance.now() >= deadlineMs) return made;
      await delay(lookEveryMs);
    }
  }

  /** What somebody else made, or a way to give the lock back, ours now; null when we do without both. */
  async function begin(key: string): Promise<{ made: string } | { release: () => Promise<unknown> } | null> {
    const lock = `${key}:lock`;
    const holder = randomUUID();
    const present = await redis.get(key);
    if (present !== null) return { made: present };
    if ((await redis.set(lock, holder, "PX", waitMs, "NX")) === "OK") {
      const release = () => redis.eval(releaseScript, 1, lock, holder);
      // The one before us may have finished between our two questions.
      const late = await redis.get(key);
      if (late === null) return { release };
      await release();
      return { made: late };
    }
    const made = await lookUntil(key, performance.now() + waitMs);
    return made === null ? null : { made };
  }

  return async (name, make) => {
    const key = `${prefix}${name}`;
    const begun = await begin(key).catch(() => null);
    if (begun !== null && "made" in begun) return begun.made;
    try {
      const made = await make();
      // Before the lock is given back, so that whoever takes it next finds the text.
      if (made !== null) await redis.set(key, made, "PX", keptMs).catch(() => undefined);
      return made;
    } finally {
      await begun?.release().catch(() => undefined);
    }
  };
}
