import { LRUCache } from "lru-cache";

/** With `pass`, what the same wish heard last within the interval, if that was remembered. */
export type ThrottleVerdict<Refusal> =
  | { readonly word: "pass"; readonly refusal: Refusal | null }
  | { readonly word: "wait"; readonly retryAfterMs: number };

/**
 * One processed wish per account and sale per interval, counted in this process (with several processes each is
 * stricter than needed, never looser per process). A repeated key is the same wish and passes, and so does an earlier
 * one that was accepted (`remember`); so does the next key of an account whose wish was not processed after all
 * (`forget`). A wish that was `refused` passes with what it heard, so that it need not be asked again.
 */
export interface Throttle<Refusal> {
  admit(saleId: number, accountId: string, attemptId: string, nowMs: number): ThrottleVerdict<Refusal>;
  remember(saleId: number, accountId: string, attemptId: string): void;
  refused(saleId: number, accountId: string, attemptId: string, refusal: Refusal): void;
  forget(saleId: number, accountId: string, attemptId: string): void;
}

interface LastWish<Refusal> {
  readonly attemptId: string;
  readonly atMs: number;
  /** Accepted ones, newest last. */
  readonly accepted: readonly string[];
  readonly refusal: Refusal | null;
}

/** No account has more live attempts in a sale: the limit per account is at most 31. */
const acceptedMax = 31;
const noneAccepted: readonly string[] = [];

/** Remembers at most `accountsMax` accounts (about 200 bytes each), the longest silent are forgotten first. */
export function createThrottle<Refusal>(options: { intervalMs: number; accountsMax?: number }): Throttle<Refusal> {
  const last = new LRUCache<string, LastWish<Refusal>>({ max: options.accountsMax ?? 200_000 });
  const nameOf = (saleId: number, accountId: string) => `${saleId}:${accountId}`;
  const pass = { word: "pass", refusal: null } as const;
  return {
    admit(saleId, accountId, attemptId, nowMs) {
      const name = nameOf(saleId, accountId);
      const wish = last.get(name);
      const waitMs = wish === undefined ? 0 : wish.atMs + options.intervalMs - nowMs;
      // A clock set back (test tools) must not lock an account out for the difference.
      const isRecent = waitMs > 0 && waitMs <= options.intervalMs;
      if (wish?.attemptId === attemptId && isRecent) return { word: "pass", refusal: wish.refusal };
      if (wish?.accepted.includes(attemptId) === true) return pass;
      if (wish?.attemptId !== attemptId && isRecent) return { word: "wait", retryAfterMs: waitMs };
      last.set(name, { attemptId, atMs: nowMs, accepted: wish?.accepted ?? noneAccepted, refusal: null });
      return pass;
    },
    remember(saleId, accountId, attemptId) {
      const name = nameOf(saleId, accountId);
      const wish = last.get(name);
      if (wish === undefined || wish.accepted.includes(attemptId)) return;
      last.set(name, { ...wish, accepted: [...wish.accepted, attemptId].slice(-acceptedMax) });
    },
    refused(saleId, accountId, attemptId, refusal) {
      const name = nameOf(saleId, accountId);
      const wish = last.get(name);
      if (wish?.attemptId === attemptId) last.set(name, { ...wish, refusal });
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
