import type { RedisClient } from "../platform/redis";
import { intentsKey, settleGroup } from "./keys";
import { forgetConsumers } from "./scripts.generated";

/**
 * Removes the names of workers that have not asked a sale's stream for anything in so long, unless entries they read
 * are still to be taken over. Every start of a worker brings a new name. Returns how many went.
 */
export async function forgetSilentWorkers(redis: RedisClient, saleId: number, silentMs: number): Promise<number> {
  const reply = await forgetConsumers(redis, { intents: intentsKey(saleId) }, { group: settleGroup, silentMs });
  return reply.count;
}
