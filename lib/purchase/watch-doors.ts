import type { DoorTurns, SaleDoor } from "../orders/books/ports";
import type { Clock } from "../platform/clock";
import type { Loop } from "../platform/loop";
import type { SaleBoard } from "../sales/ports";
import type { Gate, IntentStream } from "../stock/gate";
import { type LoadGateParts, loadGate } from "./load-gate";

export interface WatchDoorsParts extends LoadGateParts {
  readonly board: SaleBoard;
  readonly clock: Clock;
  readonly gate: Gate;
  readonly backlog: IntentStream["backlog"];
  readonly readDoors: () => Promise<readonly SaleDoor[]>;
  readonly turns: DoorTurns;
  readonly realNowMs: () => number;
  readonly note: (event: "sells_from_books" | "books_ended" | "sells_by_gate", saleId: number) => void;
}

const idleMs = 500;
/** A gate that this worker has not reached for so long is away, as far as it can tell. */
const awayMs = 3_000;
/** A gate that has answered so often in a row is back. */
const looksToTrust = 4;

/** What this worker has seen of a gate. */
interface Looks {
  /** Since when it has not answered; null while it does. */
  awaySinceMs: number | null;
  /** Answers in a row. */
  good: number;
  /** Since this epoch the gate is loaded with everything it must know to be the door again; null while it cannot be. */
  soundSince: number | null;
}

/**
 * Turns sales to the books and back. Only workers turn, never the web process whose own wire is cut; and none turns a
 * sale to the books while another still reaches its gate, which each notes in PostgreSQL.
 *
 * The way back: direct sale ends; what the gate had accepted before and still has in its stream is booked; then the gate
 * is rebuilt from PostgreSQL under a new epoch, and only then it is the door again. Each step is repeated until it is
 * done, by whatever worker is there.
 */
export function watchDoorsLoop(parts: WatchDoorsParts): Loop {
  const looks = new Map<number, Looks>();
  return {
    name: "doors",
    idleMs,
    async once() {
      const doors = await parts.readDoors();
      for (const saleId of looks.keys()) {
        if (!doors.some((door) => door.saleId === saleId)) looks.delete(saleId);
      }
      const turned = await Promise.all(doors.map((door) => watchDoor(parts, looks, door)));
      return turned.filter(Boolean).length;
    },
  };
}

async function watchDoor(parts: WatchDoorsParts, looks: Map<number, Looks>, door: SaleDoor): Promise<boolean> {
  const seen = looks.get(door.saleId) ?? { awaySinceMs: null, good: 0, soundSince: null };
  if (door.sellsFrom !== "returning") seen.soundSince = null;
  looks.set(door.saleId, seen);
  if (await reaches(parts.gate, door.saleId)) {
    Object.assign(seen, { awaySinceMs: null, good: seen.good + 1 });
    await parts.turns.sight(door.saleId);
    return seen.good >= looksToTrust && bringBack(parts, door, seen);
  }
  const nowMs = parts.realNowMs();
  Object.assign(seen, { awaySinceMs: seen.awaySinceMs ?? nowMs, good: 0 });
  const isAway = nowMs - (seen.awaySinceMs ?? nowMs) >= awayMs;
  return isAway && door.sellsFrom === "gate" && door.mayTurn && turnToBooks(parts, door);
}

/** Loaded or not: that the gate can be loaded again is the business of others. */
async function reaches(gate: Gate, saleId: number): Promise<boolean> {
  try {
    await gate.readSale(saleId);
    return true;
  } catch {
    return false;
  }
}

async function turnToBooks(parts: WatchDoorsParts, door: SaleDoor): Promise<boolean> {
  const turned = await parts.turns.toBooks(door, parts.clock.spec());
  if (turned) parts.note("sells_from_books", door.saleId);
  return turned;
}

async function bringBack(parts: WatchDoorsParts, { saleId, sellsFrom }: SaleDoor, seen: Looks): Promise<boolean> {
  switch (sellsFrom) {
    case "gate":
      return false;
    case "books": {
      const ended = await parts.turns.endBooks(saleId);
      if (ended) parts.note("books_ended", saleId);
      return ended;
    }
    case "returning":
      return returnToGate(parts, saleId, seen);
  }
}

/**
 * Whoever tends the gates may be loading this one as well, and each load puts an end to those under way. So it is loaded
 * here once; then any gate will do that was loaded since.
 */
async function returnToGate(parts: WatchDoorsParts, saleId: number, seen: Looks): Promise<boolean> {
  seen.soundSince ??= await loadSound(parts, saleId);
  if (seen.soundSince === null) return false;
  const counts = await parts.gate.readSale(saleId);
  if (counts === "not_loaded" || counts.epoch < seen.soundSince) return false;
  const returned = await parts.turns.toGate(saleId, counts.epoch);
  if (returned) parts.note("sells_by_gate", saleId);
  return returned;
}

/** Loads the gate when nothing can come any more that this load would not contain; null as long as something can. */
async function loadSound(parts: WatchDoorsParts, saleId: number): Promise<number | null> {
  // With an old permit somebody could still be accepted under the old epoch, after the stream was found empty.
  if (!(await parts.turns.isFenced(saleId))) return null;
  const waiting = await parts.backlog(saleId);
  if (waiting !== null && waiting > 0) return null;
  await parts.syncBoard();
  await parts.board.refresh();
  const sale = parts.board.byId(saleId);
  if (sale === undefined || (await loadGate(parts, sale)) !== "loaded") return null;
  return sale.epoch + 1;
}
