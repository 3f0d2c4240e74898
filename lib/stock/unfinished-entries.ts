import type { RawEntry } from "./decode-intent";

/**
 * What this worker has read from the streams and not finished. Somebody may trim a stream meanwhile: then what an entry said
 * is known here only, and an attempt that is booked already would look like one that nobody can name.
 */
export interface UnfinishedEntries {
  read(saleId: number, entries: readonly RawEntry[]): void;
  /** The entry is in its stream no more. False when another worker had read it. */
  leave(saleId: number, entryId: string): boolean;
  /** Those which have left their stream. */
  gone(saleId: number): readonly RawEntry[];
  finish(saleId: number, entryIds: readonly string[]): void;
}

/** Several batches. What another worker took over is finished without being told here, so the oldest go. */
const keptMax = 10_000;

export function createUnfinishedEntries(): UnfinishedEntries {
  const kept = new Map<string, { readonly saleId: number; readonly entry: RawEntry }>();
  const gone = new Set<string>();
  const nameOf = (saleId: number, entryId: string) => `${saleId} ${entryId}`;

  function drop(name: string): void {
    kept.delete(name);
    gone.delete(name);
  }

  return {
    read(saleId, entries) {
      for (const entry of entries) kept.set(nameOf(saleId, entry.entryId), { saleId, entry });
      for (const name of kept.keys()) {
        if (kept.size <= keptMax) return;
        drop(name);
      }
    },
    leave(saleId, entryId) {
      const name = nameOf(saleId, entryId);
      if (!kept.has(name)) return false;
      gone.add(name);
      return true;
    },
    gone(saleId) {
      return [...gone].flatMap((name) => {
        const found = kept.get(name);
        return found?.saleId === saleId ? [found.entry] : [];
      });
    },
    finish(saleId, entryIds) {
      for (const entryId of entryIds) drop(nameOf(saleId, entryId));
    },
  };
}
