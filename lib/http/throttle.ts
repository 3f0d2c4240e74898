import { LRUCache } from "lru-cache";

export type ThrottleVerdict = { readonly word: "pass" } | { readonly word: "wait"; readonly retryAfterMs: number };

/**
 * One processed wish per account and sale per interval, counted in this process (with several processes each is
 * stricter than needed, never looser per process). A repeated key is the same wish and passes, and so does an earlier
 * one that was accepted (`remember`); so does the next key of an account whose wish was not processed after all
 * (`forget`).
 */
export interface Throttle {
  admit(saleId: number, accountId: string, attemptId: string, nowMs: number): ThrottleVerdict;
  remember(saleId: number, accountId: string, attemptId: string): void;
  forget(saleId: number, accountId: string, attemptId: string): void;
}

interface LastWish {
  readonly attemptId: string;
  readonly atMs: number;
  /** Accepted ones, newest last. */
  readonly accepted: readonly string[];
}

/** No account has more live attempts in a sale: the limit per account is at most 31. */
const acceptedMax = 31;

/** Remembers at most `accountsMax` accounts (about 200 bytes each), the longest silent are forgotten first. */
export function createThrottle(options: { intervalMs: number; accountsMax?: number }): Throttle {
  const last = new LRUCache<string, LastWish>({ max: options.accountsMax ?? 200_000 });
  const nameOf = (saleId: number, accountId: string) => `${saleId}:${accountId}`;
  return {
    admit(saleId, accountId, attemptId, nowMs) {
      const name = nameOf(saleId, accountId);
      const wish = last.get(name);
      if (wish?.attemptId === attemptId || wish?.accepted.includes(attemptId) === true) return { word: "pass" };
      if (wish !== undefined) {
        const waitMs = wish.atMs + options.intervalMs - nowMs;
        // A clock set back (test tools) must not lock an account out for the difference.
        if (waitMs > 0 && waitMs <= options.intervalMs) return { word: "wait", retryAfterMs: waitMs };
      }
      last.set(name, { attemptId, atMs: nowMs, accepted: wish?.accepted ?? [] });
      return { word: "pass" };
    },
    remember(saleId, accountId, attemptId) {
      const name = nameOf(saleId, accountId);
      const wish = last.get(name);
      if (wish === undefined || wish.accepted.includes(attemptId)) return;
      last.set(name, { ...wish, accepted: [...wish.accepted, attemptId].slice(-acceptedMax) });
    },
    forget(saleId, accountId, attemptId) {
      const name = nameOf(saleId, accountId);
      const wish = last.get(name);
      if (wish?.attemptId !== attemptId) return;
      if (wish.accepted.length === 0) last.delete(name);
      else last.set(name, { ...wish, atMs: Number.NEGATIVE_INFINITY });
    },
  };
}
