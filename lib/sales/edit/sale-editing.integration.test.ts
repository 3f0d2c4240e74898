import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdminSaleAnswer, SaleFields } from "../../domain";
import { verifyLog } from "../../log/verify-log";
import { cancelUnpaidOrders, findOrdersToRefund } from "../../orders/cancel-orders";
import { checkLedger } from "../../orders/check-ledger";
import { createOrders } from "../../orders/create-orders";
import { lengthenHolds } from "../../orders/lengthen-holds";
import { markPaid } from "../../orders/order-steps";
import type { AdjustableClock } from "../../platform/clock";
import { done, type EditingWorld, openEditingWorld, openedAtMs } from "../../testing/editing-world";
import { createAccount, makeBooking } from "../../testing/factories";
import type { TestDatabase } from "../../testing/real-postgres";
import { endDueSales } from "../end-sales";
import type { SaleEditing } from "./create-sale-editing";
import type { EditOutcome, LogActor } from "./edit-parts";
import type { ListWish } from "./list-sales";

const minuteMs = 60_000;

let world: EditingWorld;
let database: TestDatabase;
let clock: AdjustableClock;
let editing: SaleEditing;
let actor: LogActor;
let told: EditingWorld["told"];
let gateFree: ReadonlyMap<number, number> | null = null;

beforeAll(async () => {
  world = await openEditingWorld(() => ({ readFree: async () => gateFree }));
  ({ database, clock, editing, actor, told } = world);
});

afterAll(() => database.drop());

const isoIn = (ms: number) => world.isoIn(ms);
const pass = (ms: number) => world.pass(ms);
const newFields = (wish?: Partial<SaleFields>) => world.newFields(wish);
const make = (wish?: Partial<SaleFields>) => world.make(wish);
const makePublished = (wish?: Partial<SaleFields>) => world.makePublished(wish);
const makeLive = (wish?: Partial<SaleFields>) => world.makeLive(wish);
const hold = (sale: AdminSaleAnswer, count: number) => world.hold(sale, count);

const publishDraft = async ({ slug }: AdminSaleAnswer) => done(await editing.publish(slug, actor));

/** Orders that are paid for at once. */
async function sell(sale: AdminSaleAnswer, count: number): Promise<void> {
  for (const orderId of await hold(sale, count)) {
    await database.pool.transaction((client) => markPaid(client, orderId, clock.spec()));
  }
}

async function orderOf(orderId: string) {
  const { rows } = await database.pool.query<{
    state: string;
    payByMs: number;
    version: number;
    extensionsUsed: number;
  }>(
    `SELECT state, (extract(epoch FROM pay_by) * 1000)::float8 AS "payByMs", version, extensions_used AS "extensionsUsed"
     FROM orders WHERE id = $1`,
    [orderId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`no order ${orderId}`);
  return row;
}

async function logOf(slug: string) {
  const { rows } = await database.pool.query<{ verb: string; before: unknown; after: Record<string, unknown> }>(
    "SELECT verb, before, after FROM admin_log WHERE object = $1 ORDER BY id",
    [`sale:${slug}`],
  );
  return rows;
}

describe("a new sale", () => {
  it("is a draft with everything that was sent, owned by its maker", async () => {
    const fields = newFields({
      items: [
        { sku: "M", name: "Medium", stock: 3 },
        { sku: "L", name: "Large", stock: 4 },
      ],
      releases: [{ at: isoIn(90 * minuteMs), quantity: 2, sku: "L" }],
      promoted: ["other-sale"],
    });
    const sale = done(await editing.create(fields, actor));
    expect(sale).toMatchObject({ ...fields, status: "draft", phase: "draft", version: 1 });
    expect(sale.owner).toEqual({ id: actor.accountId, name: "Li" });
    expect(await editing.read(fields.slug)).toEqual(sale);
    expect(await logOf(fields.slug)).toMatchObject([{ verb: "create", before: null, after: { title: fields.title } }]);
  });

  it("is refused when its slug is taken, and leaves nothing behind", async () => {
    const sale = await make();
    const outcome = await editing.create(newFields({ slug: sale.slug }), actor);
    expect(outcome).toMatchObject({ word: "refused" });
    expect(await logOf(sale.slug)).toHaveLength(1);
  });
});

describe("changing a sale", () => {
  it("of a draft changes anything, and the log has the changed fields alone", async () => {
    const sale = await make();
    const change = {
      slug: `${sale.slug}-renamed`,
      price: { minor: 6_900, currency: "EUR" },
      items: [
        { sku: "S", name: "Small", stock: 1 },
        { sku: "M", name: "Medium", stock: 2 },
      ],
      images: [],
    };
    const changed = done(await editing.change({ slug: sale.slug, change, version: 1 }, actor));
    expect(changed).toMatchObject({ ...change, version: 2, title: sale.title });
    const [, entry] = await logOf(sale.slug);
    expect(Object.keys(entry?.after ?? {}).sort()).toEqual(["images", "items", "price", "slug"]);
    expect(entry).toMatchObject({
      verb: "change",
      before: { price: { minor: 7_900 } },
      after: { price: { minor: 6_900 } },
    });
    expect(await editing.read(sale.slug)).toBeNull();
  });

  it("that changes nothing writes nothing", async () => {
    const sale = await make();
    const same = { title: sale.title, items: sale.items, releases: [] };
    const outcome = await editing.change({ slug: sale.slug, change: same, version: 1 }, actor);
    expect(outcome).toMatchObject({ word: "done", changed: false, sale: { version: 1 } });
    expect(await logOf(sale.slug)).toHaveLength(1);
  });

  it("from an older version is refused with the sale as it is, so of two editors one is told", async () => {
    const sale = await make();
    const wish = (title: string) => editing.change({ slug: sale.slug, change: { title }, version: 1 }, actor);
    const outcomes = await Promise.all([wish("Mine"), wish("Theirs"), wish("Ours")]);
    const winners = outcomes.filter((outcome) => outcome.word === "done");
    expect(winners).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.word === "done") continue;
      expect(outcome).toMatchObject({
        word: "stale",
        current: { version: 2, title: done(winners[0] as EditOutcome).title },
      });
    }
  });

  it("checks rules over several fields on the merged sale", async () => {
    const sale = await make();
    const outcome = await editing.change(
      {
        slug: sale.slug,
        change: { endsAt: sale.startsAt, regularPrice: { minor: 9_900, currency: "USD" } },
        version: 1,
      },
      actor,
    );
    expect(outcome).toMatchObject({ word: "invalid", errors: [{ path: "endsAt" }, { path: "regularPrice.currency" }] });
  });

  it("to a slug that is taken is refused", async () => {
    const [one, two] = [await make(), await make()];
    const outcome = await editing.change({ slug: one.slug, change: { slug: two.slug }, version: 1 }, actor);
    expect(outcome).toMatchObject({ word: "refused" });
  });

  it.each([
    ["slug", { slug: "another-slug" }, "slug cannot change"],
    ["items", { items: [{ sku: "OTHER", name: "Other", stock: 5 }] }, "items cannot be added"],
    [
      "releases",
      { releases: [{ at: new Date(openedAtMs + 90 * minuteMs).toISOString(), quantity: 1, sku: null }] },
      "releases cannot",
    ],
  ])("that is published but has not begun refuses %s", async (_, change, words) => {
    const at = clock.nowMs();
    clock.adjust(`=${openedAtMs}`);
    const sale = await makePublished();
    const outcome = await editing.change({ slug: sale.slug, change, version: sale.version }, actor);
    expect(outcome).toMatchObject({ word: "refused", detail: expect.stringContaining(words) });
    clock.adjust(`=${at}`);
  });

  it("that is published but has not begun allows price, times and limits, and stock through the ledger", async () => {
    const sale = await makePublished();
    const change = {
      price: { minor: 5_900, currency: "EUR" },
      limitPerAccount: 2,
      startsAt: isoIn(70 * minuteMs),
      withoutGate: "books" as const,
      items: [{ sku: "LAMP", name: "The lamp", stock: 12 }],
    };
    const changed = done(await editing.change({ slug: sale.slug, change, version: sale.version }, actor));
    expect(changed).toMatchObject(change);
    expect(changed.counts[0]).toMatchObject({ released: 12 });
    expect(told.at(-1)).toMatchObject({ saleId: sale.id, adjustments: [{ totalDelta: 2, releasedDelta: 2 }] });
    expect(await checkLedger(database.pool, sale.id)).toEqual([]);
    const entries = await logOf(sale.slug);
    expect(entries.at(-1)).toMatchObject({ before: { withoutGate: "closed" }, after: { withoutGate: "books" } });
  });

  it("that is published must still pass the checks", async () => {
    const sale = await makePublished();
    const change = { startsAt: isoIn(-minuteMs) };
    const outcome = await editing.change({ slug: sale.slug, change, version: sale.version }, actor);
    expect(outcome.word).toBe("not_ready");
    expect(outcome.word === "not_ready" && outcome.checks.filter((check) => check.level === "block")).toMatchObject([
      { name: "start" },
    ]);
  });

  it.each([
    ["price", { price: { minor: 100, currency: "EUR" } }],
    ["startsAt", { startsAt: new Date(openedAtMs - minuteMs).toISOString() }],
    ["limitPerAccount", { limitPerAccount: 5 }],
    ["items", { items: [{ sku: "OTHER", name: "Other", stock: 5 }] }],
    ["admission", { admission: "draw" as const }],
    ["eligibility", { eligibility: { minLevel: 3, inviteOnly: false } }],
    ["withoutGate", { withoutGate: "books" as const }],
    ["images", { images: [{ url: "/products/other.svg", alt: "Another" }] }],
  ])("that is live refuses %s with a sentence that names it", async (field, change) => {
    const sale = await makeLive();
    const outcome = await editing.change({ slug: sale.slug, change, version: sale.version }, actor);
    expect(outcome).toMatchObject({ word: "refused", detail: expect.stringMatching(new RegExp(`^${field} cannot`)) });
    expect(await editing.read(sale.slug)).toEqual(sale);
  });

  it("that is live allows texts, the end and the stock", async () => {
    const sale = await makeLive();
    const change = {
      title: "A better title",
      description: "Better.",
      endsAt: isoIn(60 * minuteMs),
      images: [{ url: sale.images[0]?.url ?? "", alt: "A lamp that shines" }],
      items: [{ sku: "LAMP", name: "One size fits all", stock: 11 }],
    };
    const changed = done(await editing.change({ slug: sale.slug, change, version: sale.version }, actor));
    expect(changed).toMatchObject(change);
    const past = await editing.change(
      { slug: sale.slug, change: { endsAt: isoIn(-1) }, version: changed.version },
      actor,
    );
    expect(past.word).toBe("not_ready");
  });
});

describe("publishing", () => {
  it("opens the stock but for later releases, once, and tells board and gate", async () => {
    const sale = await make({ releases: [{ at: isoIn(90 * minuteMs), quantity: 4, sku: null }] });
    const outcome = await editing.publish(sale.slug, actor);
    expect(outcome).toMatchObject({ word: "done", changed: true, sale: { status: "published", phase: "scheduled" } });
    expect(outcome.word === "done" && outcome.checks.every((check) => check.level !== "block")).toBe(true);
    expect(done(outcome).counts).toMatchObject([{ released: 6, held: 0, sold: 0 }]);
    expect(told.at(-1)?.saleId).toBe(sale.id);
    const again = await editing.publish(sale.slug, actor);
    expect(again).toMatchObject({ word: "done", changed: false });
    expect(await checkLedger(database.pool, sale.id)).toEqual([]);
    expect((await logOf(sale.slug)).map((entry) => entry.verb)).toEqual(["create", "publish"]);
  });

  it("by two people at once happens once", async () => {
    const sale = await make();
    const outcomes = await Promise.all([editing.publish(sale.slug, actor), editing.publish(sale.slug, actor)]);
    expect(outcomes.map((outcome) => outcome.word === "done" && outcome.changed).sort()).toEqual([false, true]);
    expect(await checkLedger(database.pool, sale.id)).toEqual([]);
  });

  it.each([
    ["a start in the past", "start", { startsAt: new Date(openedAtMs - minuteMs).toISOString() }],
    ["a price that is not below the regular one", "price", { price: { minor: 12_900, currency: "EUR" } }],
    ["no items", "stock", { items: [] }],
    ["an item without stock", "stock", { items: [{ sku: "A", name: "A", stock: 0 }] }],
    ["a limit above the stock", "limit", { limitPerAccount: 11 }],
    ["an admission that does not exist yet", "admission", { admission: "draw" as const }],
    ["a challenge, which does not exist yet", "challenge", { challenge: true }],
  ])("is blocked by %s and leaves the draft as it was", async (_, name, wish) => {
    const sale = await make(wish);
    const outcome = await editing.publish(sale.slug, actor);
    expect(outcome.word === "not_ready" && outcome.checks.filter((check) => check.level === "block")).toMatchObject([
      { name },
    ]);
    expect(await editing.read(sale.slug)).toEqual(sale);
  });

  it("is not stopped by warnings", async () => {
    const sale = await make({ images: [], startsAt: isoIn(3_000), price: { minor: 1_290, currency: "EUR" } });
    const outcome = await editing.publish(sale.slug, actor);
    const warnings = outcome.word === "done" ? outcome.checks.filter((check) => check.level === "warning") : [];
    expect(warnings.map((check) => check.name)).toEqual(expect.arrayContaining(["start", "image", "price"]));
  });

  it("of a sale that is over is refused", async () => {
    const sale = await makeLive();
    done(await editing.end(sale.slug, actor));
    expect(await editing.publish(sale.slug, actor)).toMatchObject({ word: "refused" });
  });
});

describe("a pause", () => {
  it("stops the clocks of holds, and resuming gives them back what it took", async () => {
    const sale = await makeLive();
    const [early] = await hold(sale, 1);
    if (early === undefined) throw new Error("nothing was held");
    const before = await orderOf(early);
    pass(minuteMs);
    expect(done(await editing.pause(sale.slug, "", actor))).toMatchObject({ phase: "paused" });
    pass(30 * minuteMs);
    const orders = createOrders({ pool: database.pool });
    await orders.expireDue(100, clock.spec());
    expect(await orderOf(early)).toMatchObject({ state: "reserved" });
    const [late] = await hold(sale, 1);
    if (late === undefined) throw new Error("what was accepted before the pause is booked during it");
    const lateBefore = await orderOf(late);
    pass(2 * minuteMs);
    expect(done(await editing.resume(sale.slug, actor))).toMatchObject({ phase: "live", pausedAt: null });
    expect((await orderOf(early)).payByMs).toBe(before.payByMs + 32 * minuteMs);
    expect((await orderOf(late)).payByMs).toBe(lateBefore.payByMs + 2 * minuteMs);
    expect(await orderOf(early)).toMatchObject({ version: before.version + 1, extensionsUsed: 0 });
    const news = await database.pool.query(
      `SELECT FROM outbox WHERE payload->'verdict'->>'attemptId' = $1 AND (payload->'verdict'->>'payByMs')::float8 = $2`,
      [`a${early.slice(1)}`, before.payByMs + 32 * minuteMs],
    );
    expect(news.rowCount).toBe(1);
    pass(10 * minuteMs);
    await orders.expireDue(100, clock.spec());
    expect(await orderOf(early)).toMatchObject({ state: "expired" });
    expect(await checkLedger(database.pool, sale.id)).toEqual([]);
  });

  it("that takes a hold past its time still lets it be extended, since its clock stands", async () => {
    const sale = await makeLive();
    const orders = createOrders({ pool: database.pool });
    const account = await createAccount(database.pool);
    const booking = makeBooking({ id: sale.id, itemId: sale.counts[0]?.itemId ?? 0 }, account.id);
    await orders.place(sale.id, [booking], clock.spec());
    done(await editing.pause(sale.slug, "", actor));
    pass(60 * minuteMs);
    const extended = await orders.extend(`o${booking.attemptId.slice(1)}`, account.id, clock.spec());
    expect(extended.word).toBe("extended");
  });

  it("asked for twice, like a resume, changes nothing the second time", async () => {
    const sale = await makeLive();
    done(await editing.pause(sale.slug, "", actor));
    expect(await editing.pause(sale.slug, "", actor)).toMatchObject({ word: "done", changed: false });
    done(await editing.resume(sale.slug, actor));
    expect(await editing.resume(sale.slug, actor)).toMatchObject({ word: "done", changed: false });
    expect((await logOf(sale.slug)).map((entry) => entry.verb)).toEqual(["create", "publish", "pause", "resume"]);
  });

  it("ends with the sale, and holds keep their time then too", async () => {
    const sale = await makeLive({ endsAt: isoIn(30 * minuteMs) });
    const [orderId] = await hold(sale, 1);
    if (orderId === undefined) throw new Error("nothing was held");
    const before = await orderOf(orderId);
    done(await editing.pause(sale.slug, "", actor));
    pass(25 * minuteMs);
    const ended = await endDueSales(database.pool, clock.spec(), lengthenHolds);
    expect(ended).toContainEqual({ saleId: sale.id, reason: "time" });
    expect((await orderOf(orderId)).payByMs).toBe(before.payByMs + 25 * minuteMs);
    expect(await editing.read(sale.slug)).toMatchObject({ phase: "ended", pausedAt: null });
  });

  it("of a draft or of a sale that is over is refused", async () => {
    const draft = await make();
    expect(await editing.pause(draft.slug, "", actor)).toMatchObject({ word: "refused" });
    const sale = await makeLive();
    done(await editing.end(sale.slug, actor));
    expect(await editing.pause(sale.slug, "", actor)).toMatchObject({ word: "refused" });
  });
});

describe("the end", () => {
  it("can be moved to later, by minutes or by name, and not to earlier", async () => {
    const sale = await makeLive();
    const later = done(await editing.extend(sale.slug, { minutes: 15 }, actor));
    expect(Date.parse(later.endsAt)).toBe(Date.parse(sale.endsAt) + 15 * minuteMs);
    const named = isoIn(600 * minuteMs);
    expect(done(await editing.extend(sale.slug, { endsAt: named }, actor)).endsAt).toBe(named);
    expect(await editing.extend(sale.slug, { endsAt: named }, actor)).toMatchObject({ word: "done", changed: false });
    expect(await editing.extend(sale.slug, { endsAt: sale.endsAt }, actor)).toMatchObject({ word: "invalid" });
  });

  it("can be now, and what is held may still be paid", async () => {
    const sale = await makeLive();
    const [orderId] = await hold(sale, 1);
    const ended = done(await editing.end(sale.slug, actor));
    expect(ended).toMatchObject({ phase: "ended", endedReason: "stopped", endedAt: isoIn(0) });
    expect(await orderOf(orderId ?? "")).toMatchObject({ state: "reserved" });
    expect(await editing.end(sale.slug, actor)).toMatchObject({ word: "done", changed: false });
    expect(await editing.extend(sale.slug, { minutes: 5 }, actor)).toMatchObject({ word: "refused" });
  });
});

describe("cancelling", () => {
  it("undoes unpaid orders in batches, whoever is at it, and books nothing more", async () => {
    const sale = await makeLive();
    const orderIds = await hold(sale, 8);
    expect(orderIds).toHaveLength(8);
    const cancelled = done(await editing.cancel(sale.slug, "The maker found a fault.", actor));
    expect(cancelled).toMatchObject({ phase: "cancelled", cancelReason: "The maker found a fault." });
    expect(await hold(sale, 1)).toEqual([]);
    const spec = clock.spec();
    const counts = await Promise.all([
      cancelUnpaidOrders(database.pool, 3, spec),
      cancelUnpaidOrders(database.openPool(2), 3, spec),
    ]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(6);
    while ((await cancelUnpaidOrders(database.pool, 3, spec)) > 0);
    for (const orderId of orderIds) expect(await orderOf(orderId)).toMatchObject({ state: "cancelled" });
    expect((await editing.read(sale.slug))?.counts).toMatchObject([{ held: 0, sold: 0 }]);
    expect(await findOrdersToRefund(database.pool, 10)).toEqual([]);
    expect(await checkLedger(database.pool, sale.id)).toEqual([]);
    const told = await database.pool.query(
      "SELECT FROM outbox WHERE payload->>'saleId' = $1 AND payload->'verdict'->>'reason' = 'cancelled'",
      [String(sale.id)],
    );
    expect(told.rowCount).toBe(8);
  });

  it("again changes nothing, and a draft has nothing to cancel", async () => {
    const sale = await makeLive();
    done(await editing.cancel(sale.slug, "A fault.", actor));
    expect(await editing.cancel(sale.slug, "Another.", actor)).toMatchObject({
      word: "done",
      changed: false,
      sale: { cancelReason: "A fault." },
    });
    const draft = await make();
    expect(await editing.cancel(draft.slug, "x", actor)).toMatchObject({ word: "refused" });
  });

  it("does not touch orders of other sales", async () => {
    const [one, other] = [await makeLive(), await makeLive()];
    const [kept] = await hold(other, 1);
    done(await editing.cancel(one.slug, "A fault.", actor));
    await cancelUnpaidOrders(database.pool, 100, clock.spec());
    expect(await orderOf(kept ?? "")).toMatchObject({ state: "reserved" });
  });
});

describe("a booking under way", () => {
  /** Begins to book one unit and stops in the middle, where the item is locked by somebody else. */
  async function withBooking(sale: AdminSaleAnswer, work: () => Promise<void>): Promise<readonly string[]> {
    const blocker = await database.pool.connect();
    try {
      await blocker.query("BEGIN");
      await blocker.query("SELECT FROM sale_items WHERE sale_id = $1 FOR NO KEY UPDATE", [sale.id]);
      const booking = hold(sale, 1);
      const waiting = "SELECT FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'";
      await expect.poll(async () => (await database.pool.query(waiting, [database.name])).rowCount).toBe(1);
      await work();
      await blocker.query("ROLLBACK");
      return await booking;
    } finally {
      blocker.release();
    }
  }

  it("does not keep a pause waiting, or bookings without end would keep it waiting without end", async () => {
    const sale = await makeLive();
    const orderIds = await withBooking(sale, async () => {
      expect(done(await editing.pause(sale.slug, "", actor)).phase).toBe("paused");
    });
    expect(orderIds).toHaveLength(1);
  });

  it("that a cancellation overlooks is cancelled all the same", async () => {
    const sale = await makeLive();
    const orderIds = await withBooking(sale, async () => {
      done(await editing.cancel(sale.slug, "A fault.", actor));
    });
    while ((await cancelUnpaidOrders(database.pool, 100, clock.spec())) > 0);
    for (const orderId of orderIds) expect(await orderOf(orderId)).toMatchObject({ state: "cancelled" });
    expect((await editing.read(sale.slug))?.counts).toMatchObject([{ held: 0, sold: 0 }]);
    expect(await checkLedger(database.pool, sale.id)).toEqual([]);
  });
});

describe("restocking", () => {
  const restock = (sale: AdminSaleAnswer, delta: number, key: string) =>
    editing.restock(sale.slug, { itemId: null, sku: "LAMP", delta, key }, actor);

  it("makes exactly so many more sellable, once per key", async () => {
    const sale = await makeLive();
    const outcomes = await Promise.all([1, 2, 3].map(() => restock(sale, 3, "key-restock-1")));
    expect(outcomes.filter((outcome) => outcome.word === "done" && outcome.changed)).toHaveLength(1);
    expect(await editing.read(sale.slug)).toMatchObject({ items: [{ stock: 13 }], counts: [{ released: 13 }] });
    expect(await restock(sale, 4, "key-restock-1")).toEqual({ word: "key_reused" });
    expect(await hold(sale, 14)).toHaveLength(13);
    expect(await checkLedger(database.pool, sale.id)).toEqual([]);
  });

  it("lowers to what is sold and held and not below, and says so in numbers", async () => {
    const sale = await makeLive();
    await hold(sale, 4);
    expect(await restock(sale, -7, "key-lower-7")).toMatchObject({
      word: "refused",
      detail: expect.stringContaining("lowered to 4 at most"),
    });
    expect(done(await restock(sale, -6, "key-lower-6"))).toMatchObject({ items: [{ stock: 4 }] });
    expect(await hold(sale, 1)).toEqual([]);
    expect(await checkLedger(database.pool, sale.id)).toEqual([]);
  });

  it("does not take units the gate has just promised", async () => {
    const sale = await makeLive();
    gateFree = new Map([[sale.counts[0]?.itemId ?? 0, 2]]);
    expect(await restock(sale, -3, "key-promised")).toMatchObject({ word: "refused" });
    done(await restock(sale, -2, "key-promised-2"));
    gateFree = null;
  });

  it("takes what is still to be released when nothing else is left, the latest first", async () => {
    const releases = [
      { at: isoIn(60 * minuteMs), quantity: 3, sku: "LAMP" },
      { at: isoIn(90 * minuteMs), quantity: 3, sku: "LAMP" },
    ];
    const sale = await makeLive({ releases });
    await hold(sale, 4);
    const lowered = done(await restock(sale, -5, "key-releases"));
    expect(lowered.releases).toEqual([{ ...releases[0], quantity: 1 }]);
    expect(lowered.items).toMatchObject([{ stock: 5 }]);
    expect(await checkLedger(database.pool, sale.id)).toEqual([]);
  });

  it("of an unknown item, or of one of several without its name, is refused", async () => {
    const sale = await makePublished({
      items: [
        { sku: "A", name: "A", stock: 1 },
        { sku: "B", name: "B", stock: 1 },
      ],
    });
    const wish = { itemId: null, sku: null, delta: 1, key: "key-unknown" };
    expect(await editing.restock(sale.slug, wish, actor)).toMatchObject({ word: "invalid", errors: [{ path: "sku" }] });
    const unknown = { ...wish, itemId: 999_999 };
    expect(await editing.restock(sale.slug, unknown, actor)).toMatchObject({ errors: [{ path: "itemId" }] });
  });
});

describe("a duplicate", () => {
  it("is a draft with everything but the times and the history, and keeps the length", async () => {
    const sale = await makeLive({ releases: [{ at: isoIn(60 * minuteMs), quantity: 4, sku: "LAMP" }] });
    await hold(sale, 2);
    const startsAt = isoIn(48 * 60 * minuteMs);
    const copy = done(await editing.duplicate(sale.slug, { startsAt }, actor));
    expect(copy).toMatchObject({
      slug: `${sale.slug.replace(/-\d+$/, "")}-${copy.slug.split("-").at(-1)}`,
      status: "draft",
    });
    expect(copy).toMatchObject({ startsAt, items: sale.items, price: sale.price, version: 1 });
    expect(Date.parse(copy.endsAt) - Date.parse(copy.startsAt)).toBe(
      Date.parse(sale.endsAt) - Date.parse(sale.startsAt),
    );
    expect(Date.parse(copy.releases[0]?.at ?? "") - Date.parse(startsAt)).toBe(
      Date.parse(sale.releases[0]?.at ?? "") - Date.parse(sale.startsAt),
    );
    expect(copy.counts).toMatchObject([{ released: 0, held: 0, sold: 0 }]);
    expect(done(await editing.publish(copy.slug, actor)).phase).toBe("scheduled");
  });

  it("without a start is so many weeks later that it is ahead", async () => {
    const sale = await makeLive();
    pass(15 * 86_400_000);
    const copy = done(await editing.duplicate(sale.slug, {}, actor));
    expect(Date.parse(copy.startsAt) - Date.parse(sale.startsAt)).toBe(21 * 86_400_000);
    expect(Date.parse(copy.startsAt)).toBeGreaterThan(clock.nowMs());
  });

  it("keeps the time of the day over a change of daylight saving, and its length", async () => {
    const sale = await make({
      slug: "spring-lamp",
      startsAt: "2027-03-25T09:00:00.000Z",
      endsAt: "2027-03-25T11:00:00.000Z",
      releases: [{ at: "2027-03-25T09:30:00.000Z", quantity: 1, sku: null }],
    });
    expect(done(await editing.duplicate(sale.slug, {}, actor))).toMatchObject({
      startsAt: "2027-04-01T08:00:00.000Z",
      endsAt: "2027-04-01T10:00:00.000Z",
      releases: [{ at: "2027-04-01T08:30:00.000Z" }],
    });
  });
});

describe("while the gate cannot be asked", () => {
  it("texts, the end and new units can be changed all the same; only units to be taken away wait for it", async () => {
    const away = await openEditingWorld(() => ({ readFree: () => Promise.reject(new Error("Command timed out")) }));
    const sale = await away.makeLive();
    const items = (stock: number) => [{ sku: "LAMP", name: "One size", stock }];
    const change = (version: number, wish: Partial<SaleFields>) =>
      away.editing.change({ slug: sale.slug, change: wish, version }, away.actor);
    const restock = (delta: number) =>
      away.editing.restock(sale.slug, { itemId: null, sku: null, delta, key: `by-${delta}-units` }, away.actor);
    const renamed = done(await change(sale.version, { title: "The right name" }));
    const more = done(await change(renamed.version, { items: items(12) }));
    expect(done(await restock(3)).items).toEqual(items(15));
    await expect(change(more.version + 1, { items: items(14) })).rejects.toThrow("Command timed out");
    await expect(restock(-1)).rejects.toThrow("Command timed out");
    expect((await away.editing.read(sale.slug))?.items).toEqual(items(15));
    await away.database.drop();
  });
});

describe("releases at one moment", () => {
  it("stay in the order in which they were sent, and may be put in another", async () => {
    const at = isoIn(90 * minuteMs);
    const items = ["A", "B", "C"].map((sku) => ({ sku, name: sku, stock: 5 }));
    const releasesOf = (skus: string) => [...skus].map((sku) => ({ at, quantity: 1, sku }));
    let sale = await make({ slug: "releases-at-once", items, releases: releasesOf("CAB") });
    for (const skus of ["BCA", "ABC", "CBA", "BAB"]) {
      const change = { releases: releasesOf(skus) };
      sale = done(await editing.change({ slug: sale.slug, change, version: sale.version }, actor));
      expect(sale.releases).toEqual(change.releases);
    }
  });
});

describe("the list of sales", () => {
  it("has drafts too, counts by phase, and finds by title and slug without taking signs for patterns", async () => {
    const mark = "100% cotton_7";
    const draft = await make({ title: `${mark} draft` });
    const live = await makeLive({ title: `${mark} live` });
    const all = await editing.list({ phase: null, search: mark, page: 1 });
    expect(all.sales.map((sale) => sale.slug)).toEqual([live.slug, draft.slug]);
    expect(all).toMatchObject({ total: 2, pages: 1, counts: { all: 2, live: 1, draft: 1, ended: 0 } });
    const drafts = await editing.list({ phase: "draft", search: mark, page: 1 });
    expect(drafts.sales.map((sale) => sale.slug)).toEqual([draft.slug]);
    expect((await editing.list({ phase: null, search: "100_ cotton", page: 1 })).sales).toEqual([]);
    expect((await editing.list({ phase: null, search: live.slug, page: 1 })).sales).toHaveLength(1);
  });

  it("tells what was taken in, and is sorted as asked with what is live on top", async () => {
    const mark = "sorted lamps";
    const cheap = await make({ title: `${mark} c`, price: { minor: 100, currency: "EUR" } });
    const dear = await make({ title: `${mark} B`, price: { minor: 5_000, currency: "EUR" } });
    const live = await makeLive({ title: `${mark} z`, price: { minor: 7_900, currency: "EUR" } });
    const unsold = await make({ title: `${mark} a` });
    await sell(live, 1);
    await sell(await publishDraft(cheap), 3);
    await sell(await publishDraft(dear), 2);
    const slugs = async (wish: Partial<ListWish>) => {
      const list = await editing.list({ phase: null, search: mark, page: 1, ...wish });
      return list.sales.map((sale) => sale.slug);
    };
    expect(await slugs({ order: "title" })).toEqual([live.slug, unsold.slug, dear.slug, cheap.slug]);
    expect(await slugs({ order: "sold" })).toEqual([live.slug, cheap.slug, dear.slug, unsold.slug]);
    expect(await slugs({ order: "sold", direction: "asc" })).toEqual([live.slug, unsold.slug, dear.slug, cheap.slug]);
    expect(await slugs({ order: "revenue" })).toEqual([live.slug, dear.slug, cheap.slug, unsold.slug]);
    expect((await slugs({ order: "updated" }))[0]).toBe(live.slug);
    const { sales } = await editing.list({ phase: null, search: mark, page: 1, order: "revenue" });
    expect(sales.map((sale) => sale.revenue.minor)).toEqual([7_900, 10_000, 300, 0]);
    expect(sales[0]).toMatchObject({ skus: ["LAMP"], revenue: { currency: "EUR" } });
  });

  it("never takes a sum of one currency for more or less than one of another", async () => {
    const mark = "lamps abroad";
    const priced = async (minor: number, currency: string) => {
      const sale = await publishDraft(
        await make({ title: mark, price: { minor, currency }, regularPrice: { minor: 2 * minor, currency } }),
      );
      await sell(sale, 1);
      return sale.slug;
    };
    const [yen, euros, moreYen] = [await priced(9_000, "JPY"), await priced(5_000, "EUR"), await priced(4_000, "JPY")];
    const slugs = async (direction: "asc" | "desc") =>
      (await editing.list({ phase: null, search: mark, page: 1, order: "revenue", direction })).sales.map(
        ({ slug }) => slug,
      );
    expect(await slugs("desc")).toEqual([euros, yen, moreYen]);
    expect(await slugs("asc")).toEqual([euros, moreYen, yen]);
  });

  it("of a range has every sale that runs at some time of it, the borders of both half-open", async () => {
    const mark = "ranged lamps";
    const at = (hours: number) => new Date(Date.UTC(2027, 0, 1, hours)).toISOString();
    const early = await make({ title: `${mark} early`, startsAt: at(8), endsAt: at(10) });
    const across = await make({ title: `${mark} across`, startsAt: at(9), endsAt: at(13) });
    await make({ title: `${mark} late`, startsAt: at(12), endsAt: at(13) });
    const list = async (from: number, to: number) => {
      const range = { fromMs: Date.parse(at(from)), toMs: Date.parse(at(to)) };
      const found = await editing.list({ phase: null, search: mark, page: 1, range, order: "title" });
      expect(found.counts.all).toBe(found.sales.length);
      return found.sales.map((sale) => sale.slug);
    };
    expect(await list(9, 12)).toEqual([across.slug, early.slug]);
    expect(await list(10, 12)).toEqual([across.slug]);
    expect(await list(13, 24)).toEqual([]);
  });

  it("of a range is one page, however many sales there are", async () => {
    const mark = "many lamps";
    for (let made = 0; made < 60; made += 1) await make({ title: `${mark} ${made}` });
    const range = { fromMs: clock.nowMs(), toMs: clock.nowMs() + 365 * 86_400_000 };
    const list = await editing.list({ phase: null, search: mark, page: 1, range });
    expect(list).toMatchObject({ total: 60, pages: 1 });
    expect(list.sales).toHaveLength(60);
    expect((await editing.list({ phase: null, search: mark, page: 1 })).sales).toHaveLength(50);
  });
});

describe("the log of all these changes", () => {
  it("is one unbroken chain", async () => {
    const verdict = await verifyLog(database.pool);
    expect(verdict).toMatchObject({ word: "intact" });
    expect(verdict.word === "intact" && verdict.entries).toBeGreaterThan(50);
  });
});
