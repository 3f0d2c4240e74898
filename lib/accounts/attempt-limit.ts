import { LRUCache } from "lru-cache";

/** At most `max` tries in a window that begins with the first one. */
export interface AttemptLimitRule {
  readonly max: number;
  readonly windowMs: number;
}

export interface AttemptLimit {
  /** Counts a try before it is made, so parallel ones cannot all slip through. Returns 0, or how long to wait. */
  take(name: string, nowMs: number): number;
  /** Takes one try back: it was a success, and successes are free. */
  giveBack(name: string): void;
  /** Forgets the tries of a name. */
  forget(name: string): void;
}

interface Tries {
  readonly count: number;
  readonly endsAtMs: number;
}

/**
 * Counted in this process alone: with several processes each allows `max`, and a restart forgets. Remembers at
 * most `namesMax` names (about 200 bytes each), the longest silent are forgotten first.
 */
export function createAttemptLimit(rule: AttemptLimitRule, namesMax = 100_000): AttemptLimit {
  const tries = new LRUCache<string, Tries>({ max: namesMax });

  function current(name: string, nowMs: number): Tries | undefined {
    const known = tries.get(name);
    if (known === undefined) return undefined;
    const leftMs = known.endsAtMs - nowMs;
    // More than a window left means the clock was set back; nobody is locked out for the difference.
    return leftMs > 0 && leftMs <= rule.windowMs ? known : undefined;
  }

  return {
    take(name, nowMs) {
      const known = current(name, nowMs);
      if (known !== undefined && known.count >= rule.max) return known.endsAtMs - nowMs;
      const endsAtMs = known?.endsAtMs ?? nowMs + rule.windowMs;
      tries.set(name, { count: (known?.count ?? 0) + 1, endsAtMs });
      return 0;
    },
    giveBack(name) {
      const known = tries.get(name);
      if (known === undefined) return;
      if (known.count <= 1) tries.delete(name);
      else tries.set(name, { ...known, count: known.count - 1 });
    },
    forget(name) {
      tries.delete(name);
    },
  };
}
