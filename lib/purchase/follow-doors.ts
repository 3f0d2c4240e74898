import type { SoldFrom } from "../domain";
import type { SaleDoor } from "../orders/books/ports";

/** What this process knows of where sales are sold from. */
export interface Doors {
  /** Where to go with a wish; `shut` when that is not known for sure, or nothing is sold just now. */
  of(saleId: number): "gate" | "books" | "shut";
  /** The sale is sold by its gate, come what may: nobody may turn it to the books. */
  isPlain(saleId: number): boolean;
  /** The newest epoch heard of; 0 for a sale that is sold by its gate alone. */
  epoch(saleId: number): number;
  /** Whether the books, not the gate, tell what is so. The last that was heard counts, however old. */
  readsBooks(saleId: number): boolean;
  /** What is told to the store's people. */
  soldFrom(saleId: number): SoldFrom;
  stop(): void;
}

export interface FollowDoorsParts {
  readonly readDoors: () => Promise<readonly SaleDoor[]>;
  readonly realNowMs: () => number;
  /** How long a permit to use the gate holds without being renewed; see orders/books/door-times. */
  readonly permitMs: number;
  /** After each reading. */
  readonly onRead: (doors: readonly SaleDoor[]) => void;
  readonly onError: (error: unknown) => void;
}

/** Several readings fit into a permit, so that one that fails or is slow closes nothing. */
const everyMs = 500;

/**
 * Reads in PostgreSQL, again and again, where the sales are sold from that may be sold from the books. Each reading is a
 * permit to let people in at a gate that is still the door, and it runs out: that is the fence. Who turns a sale to the
 * books waits for all permits to end. Other sales need no permit. Resolves after the first try; until one succeeds
 * every sale is shut here.
 */
export async function followDoors(parts: FollowDoorsParts): Promise<Doors> {
  let doors: ReadonlyMap<number, SaleDoor> | null = null;
  let permittedUntilMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  async function read(): Promise<void> {
    const askedMs = parts.realNowMs();
    try {
      const rows = await parts.readDoors();
      doors = new Map(rows.map((door) => [door.saleId, door]));
      permittedUntilMs = askedMs + parts.permitMs;
      parts.onRead(rows);
    } catch (error) {
      if (!stopped) parts.onError(error);
    }
  }

  function later(): void {
    if (stopped) return;
    timer = setTimeout(() => void read().then(later), everyMs);
    timer.unref();
  }

  await read();
  later();

  return {
    of(saleId) {
      if (doors === null) return "shut";
      const door = doors.get(saleId);
      if (door === undefined) return "gate";
      if (parts.realNowMs() >= permittedUntilMs || door.sellsFrom === "returning") return "shut";
      return door.sellsFrom;
    },
    isPlain: (saleId) => doors !== null && !doors.has(saleId),
    epoch: (saleId) => doors?.get(saleId)?.epoch ?? 0,
    readsBooks(saleId) {
      const door = doors?.get(saleId);
      return door !== undefined && door.sellsFrom !== "gate";
    },
    soldFrom(saleId) {
      const word = doors?.get(saleId)?.sellsFrom ?? "gate";
      return word === "returning" ? "nowhere" : word;
    },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
