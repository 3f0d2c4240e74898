import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gatherWishes } from "../../purchase/gather-wishes";
import { createBarrier } from "../../testing/barrier";
import { createAccounts, createSale, type MadeSale, makeAttemptId, makeBooking } from "../../testing/factories";
import { createTestDatabase, type TestDatabase } from "../../testing/real-postgres";
import { checkLedger } from "../check-ledger";
import { createOrders } from "../create-orders";
import { createBooks } from "./create-books";
import type { Books, BookWish, SaleDoor, SellReply } from "./ports";
import { createDoorTurns } from "./turn-doors";

let database: TestDatabase;
let books: Books;

beforeEach(async () => {
  database = await createTestDatabase();
  books = createBooks(database.pool);
});

afterEach(async () => {
  try {
    expect(await checkLedger(database.pool, null)).toEqual([]);
  } finally {
    await database.drop();
  }
});

/** A sale that has been sold from the books for so long. */
async function soldFromBooks(wish: Parameters<typeof createSale>[1] = {}, sinceMs = 60_000): Promise<MadeSale> {
  const sale = await createSale(database.pool, { withoutGate: "books", ...wish });
  await database.pool.query(
    `INSERT INTO sale_doors (sale_id, sells_from, books_at)
     VALUES ($1, 'books', now() - $2::int * interval '1 millisecond')`,
    [sale.id, sinceMs],
  );
  return sale;
}

async function accountIds(count: number): Promise<readonly string[]> {
  return (await createAccounts(database.pool, count)).map(({ id }) => id);
}

function wishOf(sale: MadeSale, accountId: string, change: Partial<BookWish> = {}): BookWish {
  return {
    ...{ attemptId: makeAttemptId(sale.id), accountId, itemId: sale.itemId, quantity: 1, acceptedAtMs: null },
    ...change,
  };
}

async function sellOne(sale: MadeSale, wish: BookWish, clockSpec = "+0"): Promise<SellReply> {
  const [reply] = await books.sell(sale.id, [wish], clockSpec);
  if (reply === undefined) throw new Error("no reply");
  return reply;
}

function countWords(replies: readonly SellReply[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { word } of replies) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

const heldOf = async (sale: MadeSale, on = database) =>
  (await on.pool.query<{ held: number }>("SELECT held FROM sale_items WHERE id = $1", [sale.itemId])).rows[0]?.held;

describe("a crowd at the books", () => {
  it("of three processes gets every unit once and nobody more than the limit", async () => {
    const sale = await soldFromBooks({ stock: 25, limitPerAccount: 2 });
    const crowd = await accountIds(200);
    const processes = [1, 2, 3].map(() => {
      const { sell } = createBooks(database.openPool(4));
      return gatherWishes({ sell, clockSpec: () => "+0", batchMax: 20 });
    });
    // Each account asks at every process, each time for another unit.
    const replies = await Promise.all(
      crowd.flatMap((accountId) => processes.map((process) => process.sell(sale.id, wishOf(sale, accountId)))),
    );
    expect(countWords(replies)).toMatchObject({ booked: 25 });
    expect(replies.filter(({ word }) => !["booked", "all_held", "limit_reached"].includes(word))).toEqual([]);
    expect(await heldOf(sale)).toBe(25);
    const over = await database.pool.query(
      "SELECT account_id FROM order_lines WHERE sale_id = $1 AND live GROUP BY account_id HAVING count(*) > 2",
      [sale.id],
    );
    expect(over.rows).toEqual([]);
  });

  it("oversells a shop that looks and then takes (negative control)", async () => {
    const scratch = await createTestDatabase();
    try {
      const sale = await createSale(scratch.pool, { stock: 5 });
      await scratch.pool.query("ALTER TABLE sale_items DROP CONSTRAINT sale_items_never_oversold");
      const everybodyLooked = createBarrier(20);
      const takeOne = async () => {
        const { rows } = await scratch.pool.query(
          "SELECT released - held - sold AS free FROM sale_items WHERE id = $1",
          [sale.itemId],
        );
        await everybodyLooked();
        if (rows[0].free < 1) return false;
        await scratch.pool.query("UPDATE sale_items SET held = held + 1 WHERE id = $1", [sale.itemId]);
        return true;
      };
      await Promise.all(Array.from({ length: 20 }, takeOne));
      expect(await heldOf(sale, scratch)).toBeGreaterThan(5);
    } finally {
      await scratch.drop();
    }
  });

  it("hears the same for the same attempt, at whichever process and however often", async () => {
    const sale = await soldFromBooks({ stock: 5 });
    const [accountId = ""] = await accountIds(1);
    const wish = wishOf(sale, accountId);
    const replies = await Promise.all(Array.from({ length: 8 }, () => sellOne(sale, wish)));
    expect(countWords(replies)).toEqual({ booked: 1, known: 7 });
    expect(await sellOne(sale, { ...wish, quantity: 2 })).toEqual({ word: "key_reused" });
    expect(await heldOf(sale)).toBe(1);
    // The worker finds it in the old gate's stream, with other slots perhaps: it is the same order.
    const late = makeBooking(sale, accountId, { attemptId: wish.attemptId, slots: 1 });
    const orders = createOrders({ pool: database.pool });
    expect(await orders.place(sale.id, [late], "+0")).toMatchObject([{ word: "reserved" }]);
    expect(await heldOf(sale)).toBe(1);
  });
});

describe("the books are open", () => {
  it("from the start to the end by PostgreSQL's clock, and not while a person has stopped the sale", async () => {
    const startsAtMs = 1_800_000_000_000;
    const sale = await soldFromBooks({ stock: 9, startsAtMs, endsAtMs: startsAtMs + 1_000 });
    const crowd = [...(await accountIds(6))];
    const at = async (clockMs: number) => (await sellOne(sale, wishOf(sale, crowd.pop() ?? ""), `=${clockMs}`)).word;
    expect(await at(startsAtMs - 1)).toBe("not_open");
    expect(await at(startsAtMs)).toBe("booked");
    expect(await at(startsAtMs + 999)).toBe("booked");
    expect(await at(startsAtMs + 1_000)).toBe("ended");
    await database.pool.query("UPDATE sales SET status = 'paused', paused_at = now() WHERE id = $1", [sale.id]);
    expect(await at(startsAtMs + 500)).toBe("paused");
    expect(await heldOf(sale)).toBe(2);
  });

  it("not where the marketer did not allow it, nor where nobody turned to them", async () => {
    const [accountId = ""] = await accountIds(1);
    const closed = await soldFromBooks({ withoutGate: "closed" });
    expect(await sellOne(closed, wishOf(closed, accountId))).toEqual({ word: "busy" });
    const never = await createSale(database.pool, { withoutGate: "books" });
    expect(await sellOne(never, wishOf(never, accountId))).toEqual({ word: "busy" });
  });

  it("to newcomers only when every permit has run out, and not while somebody waits in line", async () => {
    const [old = "", fresh = "", waiting = ""] = await accountIds(3);
    const early = await soldFromBooks({ stock: 2 }, 1_000);
    const accepted = { acceptedAtMs: Date.now() };
    expect((await sellOne(early, wishOf(early, fresh))).word).toBe("busy");
    expect((await sellOne(early, wishOf(early, old, accepted))).word).toBe("booked");

    const sale = await soldFromBooks({ stock: 2 });
    const orders = createOrders({ pool: database.pool });
    const place = { ...makeBooking(sale, waiting), sequence: 1 };
    await orders.recordLine(sale.id, [place], []);
    expect((await sellOne(sale, wishOf(sale, fresh))).word).toBe("all_held");
    expect((await sellOne(sale, wishOf(sale, waiting))).word).toBe("limit_reached");
    expect(await books.findNewest(sale.id, waiting)).toMatchObject({ word: "waiting", waiting: { place: 1 } });
    expect(await books.leaveLine(sale.id, place.attemptId, fresh)).toBe("not_in_line");
    expect(await books.leaveLine(sale.id, place.attemptId, waiting)).toBe("left");
    expect(await books.leaveLine(sale.id, place.attemptId, waiting)).toBe("left");
    expect(await books.find(place.attemptId)).toMatchObject({ record: { failure: "left" } });
    expect((await sellOne(sale, wishOf(sale, fresh))).word).toBe("booked");
    expect(await books.readCounts(sale.id)).toMatchObject({ lineLength: 0, items: [{ available: 1, held: 1 }] });
  });
});

describe("a turn", () => {
  async function doorOf(sale: MadeSale): Promise<SaleDoor> {
    const door = (await books.readDoors("+0")).find(({ saleId }) => saleId === sale.id);
    if (door === undefined) throw new Error("no door");
    return door;
  }

  it("to the books is made once, when no worker has seen the gate for a while, and refuses the old epoch", async () => {
    const turns = createDoorTurns(database.pool);
    const sale = await createSale(database.pool, { withoutGate: "books" });
    const door = await doorOf(sale);
    expect(door).toMatchObject({ sellsFrom: "gate", mayTurn: true });
    expect(await turns.toBooks(door, "+0")).toBe(false);
    await turns.sight(sale.id);
    expect(await turns.toBooks(door, "+0")).toBe(false);
    await database.pool.query("UPDATE sale_doors SET gate_seen_at = now() - interval '1 minute'");
    expect(await turns.toBooks({ ...door, epoch: door.epoch + 1 }, "+0")).toBe(false);
    const both = await Promise.all([turns.toBooks(door, "+0"), turns.toBooks(door, "+0")]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await doorOf(sale)).toMatchObject({ sellsFrom: "books", epoch: door.epoch + 1 });
    expect(await turns.isFenced(sale.id)).toBe(false);

    expect(await turns.toGate(sale.id, door.epoch + 1)).toBe(false);
    expect(await turns.endBooks(sale.id)).toBe(true);
    expect(await turns.toGate(sale.id, door.epoch)).toBe(false);
    expect(await turns.toGate(sale.id, door.epoch + 1)).toBe(true);
    expect(await doorOf(sale)).toMatchObject({ sellsFrom: "gate" });
  });

  it("is made for no other sale", async () => {
    const closed = await createSale(database.pool, {});
    const draft = await createSale(database.pool, { status: "draft", withoutGate: "books" });
    const over = await createSale(database.pool, {
      withoutGate: "books",
      endsAtMs: Date.now() - 10_000,
      startsAtMs: 1,
    });
    const doors = await books.readDoors("+0");
    expect(doors.map(({ saleId, mayTurn }) => [saleId, mayTurn])).toEqual([[over.id, false]]);
    expect([closed.id, draft.id]).not.toContain(over.id);
  });

  /** Keeps bookings from their commit until released: they can read, but write no line. */
  async function holdBookings(): Promise<() => Promise<void>> {
    const client = await database.pool.connect();
    await client.query("BEGIN");
    await client.query("LOCK TABLE order_lines IN SHARE MODE");
    return async () => {
      await client.query("ROLLBACK");
      client.release();
    };
  }

  const waitingLocks = async (type: string) =>
    (await database.pool.query("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = $1", [type])).rowCount;

  it("back waits for the bookings under way, so the gate is rebuilt with every direct sale", async () => {
    const sale = await soldFromBooks({ stock: 5 });
    const [accountId = "", late = ""] = await accountIds(2);
    const release = await holdBookings();
    const selling = sellOne(sale, wishOf(sale, accountId));
    await expect.poll(() => waitingLocks("relation")).toBe(1);
    const ended = createDoorTurns(database.pool).endBooks(sale.id);
    await expect.poll(() => waitingLocks("advisory")).toBe(1);
    await release();
    expect([(await selling).word, await ended]).toEqual(["booked", true]);
    expect((await createOrders({ pool: database.pool }).readForGate(sale.id)).items).toMatchObject([{ held: 1 }]);
    expect((await sellOne(sale, wishOf(sale, late))).word).toBe("busy");
  });

  it("back that does not wait rebuilds a gate without them (negative control)", async () => {
    const sale = await soldFromBooks({ stock: 5 });
    const [accountId = ""] = await accountIds(1);
    const release = await holdBookings();
    const selling = sellOne(sale, wishOf(sale, accountId));
    await expect.poll(() => waitingLocks("relation")).toBe(1);
    await database.pool.query("UPDATE sale_doors SET sells_from = 'returning' WHERE sale_id = $1", [sale.id]);
    const truth = await createOrders({ pool: database.pool }).readForGate(sale.id);
    await release();
    expect((await selling).word).toBe("booked");
    expect(truth.items).toMatchObject([{ held: 0 }]);
  });
});
