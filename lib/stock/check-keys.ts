import type { RedisClient } from "../platform/redis";
import { saleKeys, settleGroup } from "./keys";
import { checkKeys as runCheckKeys } from "./scripts.generated";

/** How much a gate knew at one look. */
export interface KeysSeen {
  readonly epoch: number;
  readonly accounts: number;
  readonly attempts: number;
  /** Handed over since the stream began. */
  readonly intents: number;
}

/** Closes the gate of a sale that knows less than at the look before, or whose stream has lost what nobody has read. */
export async function checkKeys(
  redis: RedisClient,
  saleId: number,
  before: KeysSeen | undefined,
): Promise<KeysSeen | "not_loaded" | "closed"> {
  const { meta, accounts, attempts, intents } = saleKeys(saleId);
  const reply = await runCheckKeys(
    redis,
    { meta, accounts, attempts, intents },
    {
      group: settleGroup,
      epoch: before?.epoch ?? -1,
      accountsBefore: before?.accounts ?? 0,
      attemptsBefore: before?.attempts ?? 0,
      intentsBefore: before?.intents ?? 0,
    },
  );
  if (reply.tag !== "whole") return reply.tag;
  const { tag: _whole, ...seen } = reply;
  return seen;
}
