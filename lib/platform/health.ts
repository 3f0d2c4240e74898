import type { Pool } from "pg";
import type { RedisClient } from "./redis";

export type DependencyState = "up" | "down";

export interface HealthReport {
  readonly ready: boolean;
  readonly postgres: DependencyState;
  readonly redis: DependencyState;
}

/** Asks every dependency for the smallest thing; each answer is bounded by its client's own time-outs. */
export async function checkHealth(parts: { readonly pool: Pool; readonly redis: RedisClient }): Promise<HealthReport> {
  const [postgres, redis] = await Promise.all([
    stateOf(() => parts.pool.query("SELECT 1")),
    stateOf(() => parts.redis.ping()),
  ]);
  return { ready: postgres === "up" && redis === "up", postgres, redis };
}

async function stateOf(ask: () => Promise<unknown>): Promise<DependencyState> {
  try {
    await ask();
    return "up";
  } catch {
    return "down";
  }
}
