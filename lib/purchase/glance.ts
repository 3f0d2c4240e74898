import type { Gate, GateCounts } from "../stock/gate";

/**
 * A sale's counters, at most `ageMaxMs` old, read by at most one script call at a time in this process, however
 * many ask. While the gate cannot be read, or is being loaded again, the last counters are told for a while longer:
 * a sale that was sold out must not look full for the moment of a rebuild.
 */
export interface Glance {
  /** At once where they are young enough. */
  counts(saleId: number): GateCounts | "not_loaded" | Promise<GateCounts | "not_loaded">;
  /** The next to ask reads anew. */
  forget(saleId: number): void;
}

interface Seen {
  readonly value: GateCounts | "not_loaded";
  readonly atMs: number;
}

/** How much longer than usual old counters are better than none. */
const graceMs = 5_000;

export function createGlance(parts: { gate: Gate; ageMaxMs: number; realNowMs: () => number }): Glance {
  const seen = new Map<number, Seen>();
  const asking = new Map<number, Promise<GateCounts | "not_loaded">>();

  /** The last counters while they are young enough to be told for want of newer ones. */
  function recent(saleId: number): GateCounts | null {
    const last = seen.get(saleId);
    if (last === undefined || last.value === "not_loaded") return null;
    return parts.realNowMs() - last.atMs < graceMs ? last.value : null;
  }

  async function ask(saleId: number): Promise<GateCounts | "not_loaded"> {
    try {
      const value = await parts.gate.readSale(saleId);
      const instead = value === "not_loaded" ? recent(saleId) : null;
      if (instead !== null) return instead;
      seen.set(saleId, { value, atMs: parts.realNowMs() });
      return value;
    } catch (error) {
      const instead = recent(saleId);
      if (instead !== null) return instead;
      throw error;
    } finally {
      asking.delete(saleId);
    }
  }

  return {
    counts(saleId) {
      const last = seen.get(saleId);
      if (last !== undefined && parts.realNowMs() - last.atMs < parts.ageMaxMs) return last.value;
      const running = asking.get(saleId);
      if (running !== undefined) return running;
      const started = ask(saleId);
      asking.set(saleId, started);
      return started;
    },
    forget(saleId) {
      seen.delete(saleId);
    },
  };
}
