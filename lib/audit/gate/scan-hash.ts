import type { RedisClient } from "../../platform/redis";

const countPerCall = 2_000;

/** A large hash in parts of a few thousand fields, none of which keeps Redis busy for long. A field may come twice. */
export async function* scanHash(
  redis: RedisClient,
  key: string,
): AsyncGenerator<readonly (readonly [string, string])[]> {
  let cursor = "0";
  do {
    const [next, flat] = await redis.hscan(key, cursor, "COUNT", countPerCall);
    cursor = next;
    const fields: (readonly [string, string])[] = [];
    for (let at = 0; at + 1 < flat.length; at += 2) fields.push([flat[at] ?? "", flat[at + 1] ?? ""]);
    if (fields.length > 0) yield fields;
  } while (cursor !== "0");
}
