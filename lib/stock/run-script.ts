import type { RedisClient } from "../platform/redis";

export interface Script {
  /** Versioned and with a digest of the code, so that builds side by side keep their own. */
  readonly name: string;
  readonly lua: string;
}

/**
 * What each client has run. A pipeline that was open when a command was defined does not have it, and ioredis then
 * fails that call and gives the pipeline's later replies to the wrong callers. So the first runs are plain EVALs, which
 * every pipeline has: when one is answered, the pipeline it met is done and newer ones know the command. A Cluster
 * has a pipeline per node, and the first key tells which.
 */
const known = new WeakMap<RedisClient, Set<string>>();

/**
 * Runs a script by its hash and sends the source only where it is not known yet. The number of keys is part of
 * the command's name: ioredis finds the Cluster node by the first argument only when it knows that number.
 */
export async function runScript(
  redis: RedisClient,
  script: Script,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown> {
  const command = `${script.name}_${keys.length}`;
  const place = redis.isCluster ? `${command} ${keys[0]}` : command;
  const places = known.get(redis) ?? new Set();
  if (!places.has(place)) {
    if (!(command in redis)) redis.defineCommand(command, { lua: script.lua, numberOfKeys: keys.length });
    const reply = await redis.eval(script.lua, keys.length, ...keys, ...args);
    known.set(redis, places.add(place));
    return reply;
  }
  const run: unknown = Reflect.get(redis, command);
  if (typeof run !== "function") throw new Error(`${command} could not be defined`);
  return Reflect.apply(run, redis, [...keys, ...args]);
}

/** Splits a reply into its tag and what follows. Throws when it is not a list that begins with a word. */
export function readReply(reply: unknown): { tag: string; values: readonly unknown[] } {
  if (Array.isArray(reply)) {
    const [tag, ...values]: unknown[] = reply;
    if (typeof tag === "string") return { tag, values };
  }
  throw new Error(`a script answered without a tag: ${JSON.stringify(reply)}`);
}

export function readInteger(values: readonly unknown[], index: number): number {
  const value = values[index];
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  throw new Error(`element ${index + 1} of a script's reply is not an integer: ${JSON.stringify(value)}`);
}

export function readText(values: readonly unknown[], index: number): string {
  const value = values[index];
  if (typeof value === "string") return value;
  throw new Error(`element ${index + 1} of a script's reply is not text: ${JSON.stringify(value)}`);
}

/** Everything from `index` on. */
export function readTexts(values: readonly unknown[], index: number): readonly string[] {
  return values.slice(index).map((_, offset) => readText(values, index + offset));
}

export function unknownTag(script: string, tag: string): Error {
  return new Error(`${script} answered with an unknown tag: ${tag}`);
}
