import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AdminOrderAnswer } from "../../domain";
import { recordChange } from "../../log/record-change";
import { verifyLog } from "../../log/verify-log";
import { queueOrderMails } from "../../mail/queue-order-mails";
import { withOrderMails } from "../../mail/with-order-mails";
import { createAccount, type MadeSale, makeBooking } from "../../testing/factories";
import { createPaymentsWorld, type Hold, type PaymentsWorld } from "../../testing/payments-world";
import { createTestDatabase, type TestDatabase } from "../../testing/real-postgres";
import { checkLedger } from "../check-ledger";
import { createOrderDesk, type OrderDesk } from "./create-order-desk";
import type { OrderFilter } from "./order-filter";

let database: TestDatabase;
let world: PaymentsWorld;
let desk: OrderDesk;
let marketerId: string;
let requests = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createPaymentsWorld(database.pool, { aroundSteps: (steps) => withOrderMails(steps, queueOrderMails) });
  const { pool, clock, payments } = world;
  desk = createOrderDesk({ pool, clock, payments, recordChange, queueOrderMails });
  marketerId = (await createAccount(pool, { role: "marketer" })).id;
});

afterEach(async () => {
  expect(await checkLedger(database.pool, null)).toEqual([]);
  expect(await verifyLog(database.pool)).toMatchObject({ word: "intact" });
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

function actor() {
  requests += 1;
  return { accountId: marketerId, requestId: `r-${requests}`, address: "203.0.113.7" };
}

const wishFor = (hold: Hold, reason = "You asked for it") => ({ orderId: hold.orderId, reason, actor: actor() });

async function holdOne(units = 1): Promise<{ hold: Hold; sale: MadeSale }> {
  const sale = await world.openSale(units);
  return { hold: await world.hold(sale), sale };
}

async function payOne(): Promise<Hold> {
  const { hold } = await holdOne();
  await world.pay(hold);
  await world.settle();
  return hold;
}

async function read(hold: Hold): Promise<AdminOrderAnswer> {
  const order = await desk.read(hold.orderId);
  if (order === null) throw new Error("no such order");
  return order;
}

async function logOf(hold: Hold): Promise<readonly { verb: string; before: unknown; after: unknown }[]> {
  const { rows } = await database.pool.query(
    `SELECT verb, before, after FROM admin_log WHERE object = 'order:ZH-' || (SELECT number FROM orders WHERE id = $1)
     ORDER BY id`,
    [hold.orderId],
  );
  return rows;
}

async function countersOf(sale: MadeSale): Promise<unknown> {
  return (await database.pool.query("SELECT held, sold FROM sale_items WHERE id = $1", [sale.itemId])).rows[0];
}

describe("a refund by the store", () => {
  it("sends the money back, returns the unit, tells the shopper and is logged with its reason", async () => {
    const hold = await payOne();
    expect((await read(hold)).can).toMatchObject({ refund: { may: true }, release: { may: false } });
    expect(await desk.refund(wishFor(hold))).toEqual({ word: "done", state: "refunding" });
    await world.settle();
    const order = await read(hold);
    expect(order.state).toBe("refunded");
    expect(order.history.find(({ kind }) => kind === "refunding")?.detail).toBe(
      "The store gave your money back: You asked for it.",
    );
    expect(order.payments).toMatchObject([{ state: "refunded", amount: { minor: 7_900 } }]);
    expect(order.payments[0]?.events.length).toBeGreaterThan(0);
    expect(order.mails.map(({ kind }) => kind)).toEqual(["order_paid", "order_refunded"]);
    expect(await logOf(hold)).toEqual([
      { verb: "refund", before: { state: "paid" }, after: { state: "refunding", reason: "You asked for it" } },
    ]);
  });

  it("happens once however many ask at the same moment, and asking again is no mistake", async () => {
    const hold = await payOne();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => desk.refund(wishFor(hold))));
    expect(outcomes.filter(({ word }) => word === "done")).toHaveLength(1);
    expect(outcomes.filter(({ word }) => word === "as_wished")).toHaveLength(5);
    await world.settle();
    expect(await desk.refund(wishFor(hold))).toEqual({ word: "as_wished" });
    expect(await world.chargesOf(hold)).toMatchObject([{ refunded_minor: 7_900 }]);
    expect(await logOf(hold)).toHaveLength(1);
  });

  it("is refused, in words that say what to do, for what is not paid, and changes nothing", async () => {
    const { hold } = await holdOne();
    expect(await desk.refund(wishFor(hold))).toMatchObject({
      word: "refused",
      detail: expect.stringContaining("Release"),
    });
    world.advance(601_000);
    await world.orders.expireDue(10, world.clock.spec());
    expect(await desk.refund(wishFor(hold))).toMatchObject({ word: "refused" });
    expect(await world.stateOf(hold)).toBe("expired");
    expect(await logOf(hold)).toEqual([]);
    expect(await desk.refund({ ...wishFor(hold), orderId: "o1_AAAAAAAAAAAAAAAAAAAAAA" })).toEqual({
      word: "not_found",
    });
  });

  it("of several orders says for each what came of it", async () => {
    const [paid, before, { hold: held }] = [await payOne(), await payOne(), await holdOne()];
    await desk.refund(wishFor(before));
    const unknown = "o1_AAAAAAAAAAAAAAAAAAAAAA";
    const orderIds = [paid.orderId, before.orderId, held.orderId, unknown, paid.orderId];
    expect(await desk.refundAll({ orderIds, reason: "A faulty batch", actor: actor() })).toEqual([
      { id: paid.orderId, outcome: "refunding" },
      { id: before.orderId, outcome: "already" },
      { id: held.orderId, outcome: "refused", detail: expect.any(String) },
      { id: unknown, outcome: "not_found", detail: expect.any(String) },
    ]);
    await world.settle();
  });
});

describe("a release by the store", () => {
  it("returns the unit, tells gate and shopper, and is told apart from what a shopper gave up", async () => {
    const { hold, sale } = await holdOne();
    expect(await desk.release(wishFor(hold))).toEqual({ word: "done" });
    expect(await countersOf(sale)).toEqual({ held: 0, sold: 0 });
    const order = await read(hold);
    expect(order.state).toBe("cancelled");
    expect(order.history.at(-1)).toMatchObject({
      kind: "released",
      state: "cancelled",
      detail: "The store released your hold: You asked for it.",
    });
    expect(order.mails.map(({ kind }) => kind)).toEqual(["hold_released"]);
    const { rows } = await database.pool.query(
      "SELECT payload->'verdict'->>'state' AS state FROM outbox WHERE payload->'verdict'->>'attemptId' = $1 ORDER BY id DESC",
      [`a${hold.orderId.slice(1)}`],
    );
    expect(rows[0]).toEqual({ state: "lost" });
    expect(await logOf(hold)).toEqual([
      { verb: "release", before: { state: "reserved" }, after: { state: "cancelled", reason: "You asked for it" } },
    ]);
    // The unit can be had again, also by the same account.
    await world.hold(sale, hold.accountId);
  });

  it("happens once however many ask, and asking again is no mistake", async () => {
    const { hold, sale } = await holdOne();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => desk.release(wishFor(hold))));
    expect(outcomes.map(({ word }) => word).sort()).toEqual([
      "as_wished",
      "as_wished",
      "as_wished",
      "as_wished",
      "as_wished",
      "done",
    ]);
    expect(await countersOf(sale)).toEqual({ held: 0, sold: 0 });
    expect(await logOf(hold)).toHaveLength(1);
  });

  it("is refused once it is being paid, paid, or over", async () => {
    const { hold } = await holdOne();
    await world.pay(hold, "timeout");
    expect(await world.stateOf(hold)).toBe("paying");
    expect(await desk.release(wishFor(hold))).toMatchObject({ word: "refused" });
    const paid = await payOne();
    expect(await desk.release(wishFor(paid))).toMatchObject({
      word: "refused",
      detail: expect.stringContaining("Refund"),
    });
    const { hold: left } = await holdOne();
    await world.orders.giveUp(left.orderId, left.accountId, world.clock.spec());
    expect(await desk.release(wishFor(left))).toMatchObject({ word: "refused" });
    expect(await desk.release({ ...wishFor(left), orderId: "o1_AAAAAAAAAAAAAAAAAAAAAA" })).toEqual({
      word: "not_found",
    });
    world.advance(60_000);
    await world.settle();
  });

  it("and a payment at the same moment: one of them wins, and no money stays without a unit", async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const { hold, sale } = await holdOne();
      // Whoever is sent first has the better chances; both orders must end well.
      const both =
        turn % 2 === 0
          ? [() => world.pay(hold), () => desk.release(wishFor(hold))]
          : [() => desk.release(wishFor(hold)), () => world.pay(hold)];
      await Promise.all(both.map((work) => work()));
      await world.settle();
      const state = await world.stateOf(hold);
      expect(["paid", "cancelled"]).toContain(state);
      expect(await countersOf(sale)).toEqual({ held: 0, sold: state === "paid" ? 1 : 0 });
      const taken = (await world.chargesOf(hold)).filter((charge) => charge.state === "succeeded");
      expect(taken).toHaveLength(state === "paid" ? 1 : 0);
    }
  });
});

describe("resending a mail", () => {
  it("sends what is true of the order now, once for a request, and only when none waits", async () => {
    const hold = await payOne();
    expect(await desk.resendMail(hold.orderId, actor())).toMatchObject({ word: "refused" });
    await database.pool.query("UPDATE mails SET state = 'sent', sent_at = now()");
    const asked = actor();
    expect(await desk.resendMail(hold.orderId, asked)).toEqual({ word: "done" });
    await database.pool.query("UPDATE mails SET state = 'sent', sent_at = now()");
    expect(await desk.resendMail(hold.orderId, asked)).toEqual({ word: "as_wished" });
    expect((await read(hold)).mails.map(({ kind }) => kind)).toEqual(["order_paid", "order_paid"]);
    expect(await logOf(hold)).toEqual([{ verb: "resend_mail", before: null, after: { mail: "order_paid" } }]);
  });

  it("tries one that was given up again, at the address the account has now", async () => {
    const hold = await payOne();
    await database.pool.query("UPDATE mails SET state = 'failed', tries = 12, error = 'no' WHERE order_id = $1", [
      hold.orderId,
    ]);
    await database.pool.query("UPDATE accounts SET email = 'new@example.com' WHERE id = $1", [hold.accountId]);
    await desk.resendMail(hold.orderId, actor());
    const { rows } = await database.pool.query("SELECT recipient, state, tries, error FROM mails WHERE order_id = $1", [
      hold.orderId,
    ]);
    expect(rows).toEqual([{ recipient: "new@example.com", state: "waiting", tries: 0, error: "" }]);
  });

  it("keeps the store's words of a released hold, and is refused where nothing is to be told", async () => {
    const { hold } = await holdOne();
    expect(await desk.resendMail(hold.orderId, actor())).toMatchObject({ word: "refused" });
    await desk.release(wishFor(hold, "A double order"));
    await database.pool.query("UPDATE mails SET state = 'sent', sent_at = now() WHERE order_id = $1", [hold.orderId]);
    await desk.resendMail(hold.orderId, actor());
    const { rows } = await database.pool.query("SELECT kind, facts FROM mails WHERE order_id = $1 ORDER BY id", [
      hold.orderId,
    ]);
    const mail = { kind: "hold_released", facts: { reason: "A double order" } };
    expect(rows).toEqual([mail, mail]);
  });
});

describe("the list of orders", () => {
  const open: OrderFilter = { saleSlug: null, state: null, search: null, fromMs: null, toMs: null };
  const list = (filter: Partial<OrderFilter>, more: object = {}) =>
    desk.list({ filter: { ...open, ...filter }, sort: "placed", direction: "desc", page: 1, ...more });

  it("filters, counts every state under the other filters, sorts and masks addresses", async () => {
    const sale = await world.openSale(4);
    const names = ["ana", "bea", "cem", "dan"];
    const holds: Hold[] = [];
    for (const name of names) {
      world.advance(1_000);
      const account = await createAccount(database.pool, { email: `${name}.x7@example.com` });
      holds.push(await world.hold(sale, account.id));
    }
    const [ana, bea] = holds;
    if (ana === undefined || bea === undefined) throw new Error("no holds");
    await world.pay(ana);
    await world.settle();
    const saleSlug = sale.slug;
    const all = await list({ saleSlug });
    expect(all).toMatchObject({ total: 4, pages: 1, counts: { all: 4, paid: 1, reserved: 3, expired: 0 } });
    expect(all.orders.map((order) => order.buyer.email[0])).toEqual(["d", "c", "b", "a"]);
    expect(all.orders.at(-1)).toMatchObject({
      id: ana.orderId,
      number: expect.stringMatching(/^ZH-\d{6}$/),
      buyer: { id: ana.accountId, email: "a•••@example.com" },
      state: "paid",
      payBy: null,
      amount: { minor: 7_900, currency: "EUR" },
      paymentRef: expect.stringMatching(/^sim_/),
    });
    expect(all.orders[0]?.payBy).toMatch(/Z$/);
    const paid = await list({ saleSlug, state: "paid" });
    expect(paid).toMatchObject({ total: 1, counts: { all: 4, reserved: 3 } });
    const oldest = await list({ saleSlug }, { direction: "asc" });
    expect(oldest.orders[0]?.id).toBe(ana.orderId);
    for (const sort of ["amount", "payBy"]) {
      for (const direction of ["asc", "desc"]) expect((await list({ saleSlug }, { sort, direction })).total).toBe(4);
    }
    const number = Number(all.orders[2]?.number.slice(3));
    expect((await list({ search: { by: "number", number } })).orders.map(({ id }) => id)).toEqual([bea.orderId]);
    expect((await list({ search: { by: "id", id: bea.orderId } })).total).toBe(1);
    expect((await list({ saleSlug, search: { by: "email", part: ".x7@" } })).total).toBe(4);
    expect((await list({ search: { by: "email", part: "bea.x7" } })).orders[0]?.id).toBe(bea.orderId);
    const fromMs = Date.parse(all.orders[1]?.placedAt ?? "");
    expect((await list({ saleSlug, fromMs })).total).toBe(2);
    expect((await list({ saleSlug, toMs: fromMs })).total).toBe(2);
    expect((await list({ saleSlug: "no-such-sale" })).total).toBe(0);
  });

  it("takes whatever is searched for as text", async () => {
    for (const part of ["'; DROP TABLE orders; --", "%", "_", "\\", "$1"]) {
      expect((await list({ search: { by: "email", part } })).total).toBe(0);
    }
  });

  it("names several units and the lines of an order", async () => {
    const sale = await world.openSale(2);
    await database.pool.query("UPDATE sales SET limit_per_account = 2 WHERE id = $1", [sale.id]);
    const account = await createAccount(database.pool);
    const wish = { quantity: 2, slots: 3, receivedAtMs: world.clock.nowMs() };
    const [result] = await world.orders.place(sale.id, [makeBooking(sale, account.id, wish)], world.clock.spec());
    const order = await desk.read(`o${result?.attemptId.slice(1)}`);
    expect(order).toMatchObject({
      quantity: 2,
      amount: { minor: 15_800 },
      buyer: { email: account.email },
      lines: [{ sku: "only", quantity: 2, unitPrice: { minor: 7_900, currency: "EUR" } }],
    });
  });

  it("is written for a file with whole addresses and amounts in decimals, and that is logged", async () => {
    const sale = await world.openSale(1);
    const account = await createAccount(database.pool, { email: "whole@example.com", name: "=cmd()" });
    await world.hold(sale, account.id);
    const pages = await desk.exportRows({ ...open, saleSlug: sale.slug }, actor());
    const rows = [];
    for await (const page of pages) rows.push(...page);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toEqual(expect.arrayContaining(["whole@example.com", "=cmd()", "79.00", "EUR", "reserved"]));
    const { rows: logged } = await database.pool.query("SELECT verb, object FROM admin_log ORDER BY id DESC LIMIT 1");
    expect(logged).toEqual([{ verb: "export_orders", object: `sale:${sale.slug}` }]);
  });
});
