import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cancelUnpaidOrders, findOrdersToRefund } from "../orders/cancel-orders";
import { createAccount, makeBooking } from "../testing/factories";
import { createPaymentsWorld, type Hold, type PaymentsWorld } from "../testing/payments-world";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { queueOrderMails } from "./queue-order-mails";
import { withOrderMails } from "./with-order-mails";

let database: TestDatabase;
let world: PaymentsWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createPaymentsWorld(database.pool, {
    aroundSteps: (steps) => withOrderMails(steps, queueOrderMails),
  });
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

async function mailsTo(accountId: string): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ kind: string }>(
    "SELECT kind FROM mails WHERE account_id = $1 ORDER BY id",
    [accountId],
  );
  return rows.map(({ kind }) => kind);
}

async function paid(saleUnits = 1): Promise<{ hold: Hold; saleId: number }> {
  const sale = await world.openSale(saleUnits);
  const hold = await world.hold(sale);
  await world.pay(hold);
  await world.settle();
  return { hold, saleId: sale.id };
}

describe("the owner of an order", () => {
  it("hears nothing by mail of a hold alone, nor of one that ended", async () => {
    const hold = await world.hold(await world.openSale(1));
    world.advance(601_000);
    await world.orders.expireDue(10, world.clock.spec());
    expect(await world.stateOf(hold)).toBe("expired");
    expect(await mailsTo(hold.accountId)).toEqual([]);
  });

  it("hears once that it is paid and once that the money went back, however often both are told", async () => {
    const { hold } = await paid();
    const webhook = await world.composeWebhook(hold);
    await world.payments.receiveWebhook("simulated", webhook.rawBody, webhook.headers);
    await world.settle();
    expect(await mailsTo(hold.accountId)).toEqual(["order_paid"]);
    await Promise.all([1, 2].map(() => world.payments.refund(hold.orderId, "You asked for it.")));
    await world.settle();
    expect(await world.stateOf(hold)).toBe("refunded");
    expect(await mailsTo(hold.accountId)).toEqual(["order_paid", "order_refunded"]);
  });

  it("hears that a payment which came late still got a unit", async () => {
    const hold = await world.hold(await world.openSale(1));
    await world.pay(hold, "late");
    for (let minutes = 0; minutes < 30 && (await world.stateOf(hold)) !== "paid"; minutes += 1) {
      world.advance(60_000);
      await world.settle();
    }
    expect(await world.historyOf(hold)).toContain("expired");
    expect(await mailsTo(hold.accountId)).toEqual(["order_paid"]);
  });

  it("hears that the sale was cancelled, whether the order was held or paid", async () => {
    const { hold: bought, saleId } = await paid(3);
    const account = await createAccount(database.pool);
    const { rows } = await database.pool.query<{ id: number }>("SELECT id FROM sale_items WHERE sale_id = $1", [
      saleId,
    ]);
    const booking = makeBooking({ id: saleId, itemId: rows[0]?.id ?? 0 }, account.id, {
      receivedAtMs: world.clock.nowMs(),
    });
    await world.orders.place(saleId, [booking], world.clock.spec());
    await database.pool.query("UPDATE sales SET status = 'cancelled', cancel_reason = 'A fault.' WHERE id = $1", [
      saleId,
    ]);
    expect(await cancelUnpaidOrders(database.pool, 10, world.clock.spec(), queueOrderMails)).toBe(1);
    for (const { orderId, detail } of await findOrdersToRefund(database.pool, 10)) {
      await world.payments.refund(orderId, detail);
    }
    await world.settle();
    expect(await mailsTo(account.id)).toEqual(["sale_cancelled"]);
    expect(await mailsTo(bought.accountId)).toEqual(["order_paid", "sale_cancelled", "order_refunded"]);
  });
});

describe("who waits in line", () => {
  it("hears when a unit is reserved, once; who just buys does not", async () => {
    const sale = await world.openSale(2);
    const [waiting, buying] = [await createAccount(database.pool), await createAccount(database.pool)];
    const place = makeBooking(sale, waiting.id, { receivedAtMs: world.clock.nowMs() });
    await world.orders.recordLine(sale.id, [{ ...place, sequence: 1 }], []);
    expect(await mailsTo(waiting.id)).toEqual([]);
    const bought = makeBooking(sale, buying.id, { receivedAtMs: world.clock.nowMs() });
    await world.orders.place(sale.id, [place, bought], world.clock.spec());
    await world.orders.place(sale.id, [place, bought], world.clock.spec());
    expect(await mailsTo(waiting.id)).toEqual(["line_offered"]);
    expect(await mailsTo(buying.id)).toEqual([]);
  });

  it("hears of the offer also when the place in line came to be known after it", async () => {
    const sale = await world.openSale(1);
    const account = await createAccount(database.pool);
    const place = makeBooking(sale, account.id, { receivedAtMs: world.clock.nowMs() });
    await world.orders.place(sale.id, [place], world.clock.spec());
    await world.orders.recordLine(sale.id, [{ ...place, sequence: 1 }], []);
    expect(await mailsTo(account.id)).toEqual(["line_offered"]);
  });

  it("hears nothing when the line closes", async () => {
    const sale = await world.openSale(1);
    const account = await createAccount(database.pool);
    const place = makeBooking(sale, account.id, { receivedAtMs: world.clock.nowMs() });
    await world.orders.recordLine(sale.id, [{ ...place, sequence: 1 }], []);
    await world.orders.recordLine(sale.id, [], [{ ...place, reason: "sold_out" }]);
    expect(await mailsTo(account.id)).toEqual([]);
  });
});
