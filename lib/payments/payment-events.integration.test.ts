import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createBarrier } from "../testing/barrier";
import { findPaymentBreaches } from "../testing/find-payment-breaches";
import { createPaymentsWorld, type Hold, type PaymentsWorld } from "../testing/payments-world";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import type { ReceivedWebhook } from "../testing/webhook-door";
import { signatureHeader } from "./sign-webhook";

let database: TestDatabase;
let world: PaymentsWorld;
beforeAll(async () => {
  database = await createTestDatabase();
  // What a shop without event keys does, for the control below.
  await database.pool.query("create table effects_told (order_id text)");
});
afterAll(() => database.drop());
beforeEach(async () => {
  world = await createPaymentsWorld(database.pool);
});
afterEach(async () => {
  await world.settle();
  expect(await findPaymentBreaches(world.pool)).toEqual([]);
  await world.close();
});

/** Posts to the shop over HTTP; what the shop answers with. */
async function post(webhook: ReceivedWebhook): Promise<number> {
  return world.door.post(Buffer.from(webhook.rawBody).toString(), Object.fromEntries(webhook.headers));
}

/** An order whose charge has succeeded at the provider, of which the shop has not heard. */
async function holdWithUnheardSuccess(): Promise<Hold> {
  const hold = await world.hold(await world.openSale(1));
  await world.pay(hold, "timeout");
  world.advance(20_000);
  return hold;
}

describe("a webhook", () => {
  it("with a true signature is kept, and takes effect in the worker's round only", async () => {
    const hold = await holdWithUnheardSuccess();
    expect(await post(await world.composeWebhook(hold))).toBe(200);
    expect(await world.stateOf(hold)).toBe("paying");
    expect(await world.payments.applyEvents()).toBe(1);
    expect(await world.stateOf(hold)).toBe("paid");
  });

  it("with a changed body, no signature or another's is refused and leaves no trace", async () => {
    const hold = await holdWithUnheardSuccess();
    const { rawBody, headers } = await world.composeWebhook(hold);
    const other = await world.composeWebhook(hold);
    const changed = Buffer.from(Buffer.from(rawBody).toString().replace("charge.updated", "charge.refunded"));
    expect(await post({ rawBody: changed, headers })).toBe(400);
    expect(await post({ rawBody, headers: new Headers() })).toBe(400);
    expect(await post({ rawBody, headers: other.headers })).toBe(400);
    expect(await post({ rawBody, headers: new Headers({ [signatureHeader]: "t=0,v1=" }) })).toBe(400);
    expect(await world.eventsOf(hold)).toEqual([]);
    expect(await world.payments.applyEvents()).toBe(0);
    expect(await world.stateOf(hold)).toBe("paying");
  });

  it("that is recorded and sent again five minutes later is refused", async () => {
    const hold = await holdWithUnheardSuccess();
    const webhook = await world.composeWebhook(hold);
    world.advance(301_000);
    expect(await post(webhook)).toBe(400);
    expect(await world.eventsOf(hold)).toEqual([]);
  });

  it("for a provider that is not ours is refused", async () => {
    const hold = await holdWithUnheardSuccess();
    const { rawBody, headers } = await world.composeWebhook(hold);
    expect(await world.payments.receiveWebhook("stripe", rawBody, headers)).toBe("unknown_provider");
    expect(await world.eventsOf(hold)).toEqual([]);
  });

  it("cannot make an order paid whose charge has not succeeded, whatever it says", async () => {
    const hold = await world.hold(await world.openSale(1));
    await world.pay(hold, "timeout");
    expect(await post(await world.composeWebhook(hold, "charge.succeeded"))).toBe(200);
    await world.payments.applyEvents();
    expect(await world.stateOf(hold)).toBe("paying");
  });

  it("about a charge that is no payment of ours is kept, reported and changes nothing", async () => {
    const hold = await holdWithUnheardSuccess();
    const foreign = { idempotencyKey: "pay:elsewhere", orderId: hold.orderId, method: "card", simulate: "ok" as const };
    await world.provider.charge({ ...foreign, amount: { minor: 7_900, currency: "EUR" } });
    const webhook = await world.composeWebhook(hold);
    expect(Buffer.from(webhook.rawBody).toString()).toContain("pay:elsewhere");
    expect(await post(webhook)).toBe(200);
    await world.payments.applyEvents();
    expect(await world.stateOf(hold)).toBe("paying");
    expect(world.warnings).toEqual(["events of a charge that is no payment of ours"]);
    expect(await world.eventsOf(hold)).toEqual([{ type: "charge.updated", outcome: "unknown_charge" }]);
    // The books of this test hold a charge of somebody else; the comparison at the end is about ours.
    await world.settle();
    await world.pool.query(
      "delete from simulated_events where ref in (select ref from simulated_charges where idempotency_key = $1)",
      [foreign.idempotencyKey],
    );
    await world.pool.query("delete from simulated_charges where idempotency_key = $1", [foreign.idempotencyKey]);
  });
});

/** Tells the same event three times at once and says how often it took effect. */
async function tellThreeTimes(hold: Hold, receive: (webhook: ReceivedWebhook) => Promise<void>): Promise<number> {
  const webhook = await world.composeWebhook(hold);
  await Promise.all([receive(webhook), receive(webhook), receive(webhook)]);
  const effects = await world.pool.query("select from effects_told where order_id = $1", [hold.orderId]);
  const ledger = await world.ledgerOf(hold);
  return effects.rows.length + ledger.filter((kind) => kind === "sell").length;
}

describe("an event told three times at once", () => {
  it("is kept once and sells one unit once, also with three workers", async () => {
    for (let round = 0; round < 25; round += 1) {
      const hold = await holdWithUnheardSuccess();
      const effects = await tellThreeTimes(hold, async (webhook) => {
        expect(await post(webhook)).toBe(200);
        await world.payments.applyEvents();
      });
      await world.payments.applyEvents();
      expect(effects).toBe(1);
      expect((await world.eventsOf(hold)).filter((event) => event.type === "charge.updated").length).toBe(1);
      expect(await world.stateOf(hold)).toBe("paid");
    }
  });

  it("takes effect three times in a shop that looks before it acts but keeps no key of the event", async () => {
    const hold = await holdWithUnheardSuccess();
    const everybodyHasLooked = createBarrier(3);
    const effects = await tellThreeTimes(hold, async () => {
      const seen = await world.pool.query("select from effects_told where order_id = $1", [hold.orderId]);
      await everybodyHasLooked();
      if (seen.rows.length === 0) {
        await world.pool.query("insert into effects_told (order_id) values ($1)", [hold.orderId]);
      }
    });
    expect(effects).toBe(3);
  });
});

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, position) => position !== index)).map((rest) => [item, ...rest]),
  );
}

const told = ["charge.pending", "charge.succeeded", "charge.updated", "charge.refunded"];

describe("events in any order", () => {
  it("make an order paid once, in all 24 orders of four events and whenever the charge succeeds among them", async () => {
    const sale = await world.openSale(200);
    for (const order of permutations(told)) {
      for (let succeedsBefore = 0; succeedsBefore <= order.length; succeedsBefore += 1) {
        const hold = await world.hold(sale);
        await world.pay(hold, "timeout");
        for (const [position, type] of order.entries()) {
          if (position === succeedsBefore) world.advance(20_000);
          await post(await world.composeWebhook(hold, type));
          await world.payments.applyEvents();
        }
        if (succeedsBefore === order.length) world.advance(20_000);
        await world.settle();
        expect(await world.stateOf(hold)).toBe("paid");
        expect(await world.ledgerOf(hold)).toEqual(["reserve", "sell"]);
      }
    }
  });

  it("give late money back once, in all 24 orders of four events", async () => {
    for (const order of permutations(told)) {
      const sale = await world.openSale(1);
      const hold = await world.hold(sale);
      await world.pay(hold, "late");
      world.advance(120_000);
      await world.payments.sweep();
      await world.pay(await world.hold(sale));
      for (const [position, type] of order.entries()) {
        if (position === 1) world.advance(60_000);
        if (position === 3) await world.payments.sweep();
        await post(await world.composeWebhook(hold, type));
        await world.payments.applyEvents();
      }
      await world.settle();
      expect(await world.stateOf(hold)).toBe("refunded");
      expect(await world.historyOf(hold)).toEqual([
        "clicked",
        "reserved",
        "paying",
        "expired",
        "refunding",
        "refunded",
      ]);
    }
  });

  it("leave a refunded order refunded when the word of its success comes last", async () => {
    const hold = await world.hold(await world.openSale(1));
    await world.pay(hold, "ok");
    const [charge] = await world.chargesOf(hold);
    await world.provider.refund({ refundKey: "by hand", ref: charge?.ref ?? "" });
    for (const type of ["charge.refunded", "charge.succeeded", "charge.pending"]) {
      await post(await world.composeWebhook(hold, type));
      await world.payments.applyEvents();
      expect(await world.stateOf(hold)).toBe("refunded");
    }
  });

  it("take back a payment that succeeded and was refunded before the shop heard of either", async () => {
    const hold = await holdWithUnheardSuccess();
    const [pending] = await world.chargesOf(hold);
    const charge = await world.provider.find({ ref: pending?.ref ?? "" });
    await world.provider.refund({ refundKey: "by hand", ref: charge?.ref ?? "" });
    await world.settle();
    expect(await world.stateOf(hold)).toBe("reserved");
    expect((await world.paymentsOf(hold)).map((payment) => payment.state)).toEqual(["refunded"]);
  });
});
