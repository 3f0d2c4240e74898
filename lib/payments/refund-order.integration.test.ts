import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { markPaid } from "../orders/order-steps";
import { findPaymentBreaches } from "../testing/find-payment-breaches";
import { createPaymentsWorld, type PaymentsWorld } from "../testing/payments-world";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";

let database: TestDatabase;
let world: PaymentsWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createPaymentsWorld(database.pool);
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

describe("giving the money of a paid order back", () => {
  it("happens once, however often it is asked for, and the unit returns with the money", async () => {
    const hold = await world.hold(await world.openSale(1));
    await world.pay(hold);
    await world.settle();
    expect(await world.stateOf(hold)).toBe("paid");
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => world.payments.refund(hold.orderId, "The sale was cancelled.")),
    );
    expect([...outcomes].sort()).toEqual(["not_paid", "not_paid", "refund_due"]);
    expect(await world.stateOf(hold)).toBe("refunding");
    await world.settle();
    expect(await world.stateOf(hold)).toBe("refunded");
    expect(await world.chargesOf(hold)).toMatchObject([{ state: "refunded", refunded_minor: 7_900 }]);
    expect(await world.ledgerOf(hold)).toEqual(["reserve", "sell", "refund_return"]);
    expect(await findPaymentBreaches(database.pool)).toEqual([]);
  });

  it("of an order nobody paid for by a payment ends at once", async () => {
    const hold = await world.hold(await world.openSale(1));
    await database.pool.transaction((client) => markPaid(client, hold.orderId, world.clock.spec()));
    expect(await world.payments.refund(hold.orderId, "The sale was cancelled.")).toBe("nothing_taken");
    expect(await world.stateOf(hold)).toBe("refunded");
  });

  it("of an order that is not paid changes nothing", async () => {
    const hold = await world.hold(await world.openSale(1));
    expect(await world.payments.refund(hold.orderId, "The sale was cancelled.")).toBe("not_paid");
    expect(await world.stateOf(hold)).toBe("reserved");
  });
});
