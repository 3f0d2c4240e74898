import { createBooks } from "./orders/books/create-books";
import { permitMs } from "./orders/books/door-times";
import { createDoorTurns } from "./orders/books/turn-doors";
import type { Loop } from "./platform/loop";
import { createSeldom } from "./platform/seldom";
import { bookAccepted } from "./purchase/book-accepted";
import { type Doors, followDoors } from "./purchase/follow-doors";
import { gatherWishes } from "./purchase/gather-wishes";
import type { AcceptedMemory } from "./purchase/remember-accepted";
import { throughDoors } from "./purchase/through-doors";
import { watchDoorsLoop } from "./purchase/watch-doors";
import { raiseEpoch } from "./sales/raise-epoch";
import { syncBoard } from "./sales/sync-board";
import { createIntentStream } from "./stock/create-intent-stream";
import type { Gate } from "./stock/gate";
import type { Core } from "./wiring-core";

/** While PostgreSQL is away every reading of the doors fails; that is logged this often. */
const failureSilenceMs = 30_000;

export interface DoorServices extends Pick<Doors, "of" | "soldFrom" | "stop"> {
  /** What shoppers' requests ask: the gate, or the books in its place. */
  readonly gate: Gate;
}

/** The doors of a web process. */
export async function openDoors(core: Core, accepted: AcceptedMemory): Promise<DoorServices> {
  const { clock, gate, logger, pool, pools } = core;
  const seldom = createSeldom(failureSilenceMs);
  function onError(error: unknown): void {
    const quiet = seldom(error instanceof Error ? error.message : String(error));
    if (quiet !== null) logger.warn({ err: error, quiet }, "the doors of sales could not be followed");
  }
  const books = createBooks(pool);
  // Permits to sell must not wait behind a crowd.
  const permits = createBooks(pools.admin);
  const gatherer = gatherWishes({ sell: books.sell, clockSpec: () => clock.spec() });
  const realNowMs = () => performance.now();
  const bookAll = bookAccepted({ accepted, sell: gatherer.sell, onError });
  const doors = await followDoors({
    readDoors: () => permits.readDoors(clock.spec()),
    realNowMs,
    permitMs,
    onRead: (read) => void bookAll(read),
    onError,
  });
  const { of, soldFrom, stop } = doors;
  return { gate: throughDoors({ gate, doors, books, gatherer }), of, soldFrom, stop };
}

/** The worker's part: turns sales to the books and back. */
export function watchDoors(core: Core): Loop {
  const { board, clock, gate, logger, orders, pool, redis } = core;
  const books = createBooks(pool);
  // Only its backlog is asked for, which never waits inside Redis.
  const { backlog } = createIntentStream({ redis, blockingRedis: redis, consumer: "doors" });
  return watchDoorsLoop({
    board,
    clock,
    gate,
    backlog,
    readDoors: () => books.readDoors(clock.spec()),
    turns: createDoorTurns(pool),
    realNowMs: () => performance.now(),
    syncBoard: () => syncBoard({ pool, redis, nowMs: clock.nowMs() }),
    readForGate: (saleId) => orders.readForGate(saleId),
    raiseEpoch: (saleId, seenEpoch) => raiseEpoch(pool, saleId, seenEpoch),
    note: (event, saleId) => logger[event === "sells_by_gate" ? "info" : "warn"]({ event, saleId }, "door"),
  });
}
