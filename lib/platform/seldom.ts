import { LRUCache } from "lru-cache";

/**
 * Decides which of many equal messages are worth a line in the log. Null for one to keep quiet about, else how many
 * like it were kept quiet since the last line. An outage then costs a line per kind and interval, not one per request.
 */
export type Seldom = (message: string) => number | null;

/** So many kinds of messages are told apart; the one that was silent longest is forgotten first. */
const messagesMax = 200;

export function createSeldom(intervalMs: number, realNowMs: () => number = Date.now): Seldom {
  const told = new LRUCache<string, { readonly atMs: number; quiet: number }>({ max: messagesMax });
  return (message) => {
    const nowMs = realNowMs();
    const last = told.get(message);
    if (last !== undefined && nowMs - last.atMs < intervalMs) {
      last.quiet += 1;
      return null;
    }
    told.set(message, { atMs: nowMs, quiet: 0 });
    return last?.quiet ?? 0;
  };
}
