import type { RedisClient } from "../platform/redis";
import { intentsKey } from "./keys";

/** How far the workers are with what the gate handed over. */
export interface BookingProgress {
  /** Handed over and not finished. */
  readonly waiting: number;
  /** Finished since the stream began. */
  readonly finished: number;
}

/** Null where the sale has no stream. */
export async function readProgress(redis: RedisClient, saleId: number): Promise<BookingProgress | null> {
  try {
    const reply: unknown = await redis.xinfo("STREAM", intentsKey(saleId));
    const waiting = numberAfter(reply, "length");
    // What is finished leaves the stream in the same step.
    return { waiting, finished: numberAfter(reply, "entries-added") - waiting };
  } catch (error) {
    if (error instanceof Error && error.message.includes("no such key")) return null;
    throw error;
  }
}

/** Redis tells name, value, name, value. */
function numberAfter(reply: unknown, name: string): number {
  const value: unknown = Array.isArray(reply) ? reply[reply.indexOf(name) + 1] : undefined;
  if (typeof value !== "number") throw new Error(`XINFO STREAM told no ${name}`);
  return value;
}
