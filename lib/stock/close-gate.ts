import { randomUUID } from "node:crypto";
import type { RedisClient } from "../platform/redis";
import { saleKeys } from "./keys";

/**
 * Closes a sale's gate until it is loaded anew: every verb answers `not_loaded`, as while a load is under way. So what
 * PostgreSQL books from now on is not told to a state that is about to be thrown away. A load that was under way is superseded.
 */
export async function closeGate(redis: RedisClient, saleId: number): Promise<void> {
  await redis.hset(saleKeys(saleId).meta, "loader", `closed-${randomUUID()}`);
}
