/**
 * Every key the gate uses. All keys of a sale share the hash tag `{sale:<id>}`, so one script may touch them all
 * on a Cluster. None of them expires: a missing key means "not loaded", never 0.
 */
export interface SaleKeys {
  /** Hash: epoch, version, status, schedule, limits, `waiting`, `sequence`, `heldUntilMs`; `loader` while loading. */
  readonly meta: string;
  /** Hash: `<itemId>:total`, `:released`, `:held`, `:sold`. */
  readonly stock: string;
  /** Hash: account id -> slots and attempts (format: scripts/shared/accounts.lua). */
  readonly accounts: string;
  /** Hash: attempt id -> record (format: scripts/shared/attempts.lua). */
  readonly attempts: string;
  /** Stream of intents, read by the group `settle`. */
  readonly intents: string;
  /** Set: causes of adjustments already made. */
  readonly causes: string;
}

export function saleKeys(saleId: number): SaleKeys {
  const prefix = `{sale:${saleId}}`;
  return {
    meta: `${prefix}:meta`,
    stock: `${prefix}:stock`,
    accounts: `${prefix}:accounts`,
    attempts: `${prefix}:attempts`,
    intents: intentsKey(saleId),
    causes: `${prefix}:causes`,
  };
}

export function intentsKey(saleId: number): string {
  return `{sale:${saleId}}:intents`;
}

/** Sorted set: who waits for units of an item, by sequence. */
export function lineKey(saleId: number, itemId: number): string {
  return `{sale:${saleId}}:line:${itemId}`;
}

/** The one consumer group of every stream of intents. */
export const settleGroup = "settle";

/** Where scripts announce that what was refused may be accepted now; the message is the sale's `meta` key. */
export const gateChannel = "zerohour:gate";

/** The sale a message on the channel is about. */
export function saleIdOfMessage(message: string): number | null {
  const digits = /^\{sale:(\d{1,15})\}:meta$/.exec(message)?.[1];
  return digits === undefined ? null : Number(digits);
}
