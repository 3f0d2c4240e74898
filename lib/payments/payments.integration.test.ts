import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findPaymentBreaches } from "../testing/find-payment-breaches";
import { createPaymentsWorld, type Hold, type PaymentsWorld, paymentWindowMs } from "../testing/payments-world";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import type { PaymentProvider } from "./provider";

let database: TestDatabase;
let world: PaymentsWorld;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function open(options?: Parameters<typeof createPaymentsWorld>[1]): Promise<PaymentsWorld> {
  world = await createPaymentsWorld(database.pool, options);
  return world;
}
afterEach(async () => {
  // Whatever a test did: when the worker is done, money, orders and units add up.
  await world.settle();
  expect(await findPaymentBreaches(world.pool)).toEqual([]);
  await world.close();
});

async function payByMs(hold: Hold): Promise<number> {
  const order = await world.orders.findForAccount(hold.orderId, hold.accountId);
  if (order === null) throw new Error("there is no such order");
  return order.payByMs;
}

async function countCharges(hold: Hold): Promise<number> {
  return (await world.chargesOf(hold)).length;
}

describe("paying an order", () => {
  it("makes it paid, sells its unit once and keeps the provider's event", async () => {
    const { pay, settle, stateOf, ledgerOf, historyOf, eventsOf } = await open();
    const hold = await world.hold(await world.openSale(1));
    expect(await pay(hold)).toBe("paying");
    expect(await stateOf(hold)).toBe("paid");
    await settle();
    expect(await stateOf(hold)).toBe("paid");
    expect(await ledgerOf(hold)).toEqual(["reserve", "sell"]);
    expect(await historyOf(hold)).toEqual(["clicked", "reserved", "paying", "paid"]);
    expect(await eventsOf(hold)).toEqual([{ type: "charge.succeeded", outcome: "unchanged" }]);
  });

  it("does nothing to an order that is another account's or none at all", async () => {
    const { pay, stateOf } = await open();
    const hold = await world.hold(await world.openSale(2));
    const other = await world.hold(await world.openSale(1));
    expect(await pay({ ...hold, accountId: other.accountId })).toBe("not_found");
    expect(await pay({ ...hold, orderId: "o1_AAAAAAAAAAAAAAAAAAAAAA" })).toBe("not_found");
    expect(await stateOf(hold)).toBe("reserved");
    expect(await countCharges(hold)).toBe(0);
  });

  it("charges once, however many requests come at the same time", async () => {
    const { pay, settle, stateOf } = await open();
    const hold = await world.hold(await world.openSale(1));
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => pay(hold, "timeout")));
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 9 }, () => "already_paying"), "paying"]);
    world.advance(20_000);
    await settle();
    expect(await stateOf(hold)).toBe("paid");
    expect(await pay(hold)).toBe("already_paid");
    expect(await countCharges(hold)).toBe(1);
  });

  it("is too late when the time to pay is over, also before anybody has ended the hold", async () => {
    const { pay, orders, clock, stateOf } = await open();
    const hold = await world.hold(await world.openSale(1));
    world.advance(paymentWindowMs);
    expect(await pay(hold)).toBe("hold_ended");
    await orders.expireDue(10, clock.spec());
    expect(await stateOf(hold)).toBe("expired");
    expect(await pay(hold)).toBe("hold_ended");
    expect(await countCharges(hold)).toBe(0);
  });

  it("is too late for a unit that was given back", async () => {
    const { pay, orders } = await open();
    const hold = await world.hold(await world.openSale(1));
    expect(await orders.giveUp(hold.orderId, hold.accountId, world.clock.spec())).toBe("left");
    expect(await pay(hold)).toBe("hold_ended");
  });

  it("keeps the hold and its remaining time when the bank declines, and can be tried again", async () => {
    const { pay, stateOf, orders, paymentsOf } = await open();
    const hold = await world.hold(await world.openSale(1));
    world.advance(60_000);
    const before = await payByMs(hold);
    await pay(hold, "decline");
    expect(await stateOf(hold)).toBe("reserved");
    expect(await payByMs(hold)).toBe(before);
    const order = await orders.findForAccount(hold.orderId, hold.accountId);
    expect(order?.history.at(-1)).toMatchObject({ kind: "declined", detail: "Your bank declined the card." });
    await pay(hold, "ok");
    expect(await stateOf(hold)).toBe("paid");
    expect((await paymentsOf(hold)).map((payment) => payment.state).toSorted()).toEqual(["failed", "succeeded"]);
  });

  it("gives back the time the bank took to decline", async () => {
    const { pay, stateOf } = await open({
      aroundProvider: (provider) => ({
        ...provider,
        charge: async (request) => {
          await provider.charge({ ...request, simulate: "decline" });
          return { word: "no_answer" };
        },
      }),
    });
    const hold = await world.hold(await world.openSale(1));
    const before = await payByMs(hold);
    await pay(hold);
    expect(await stateOf(hold)).toBe("paying");
    world.advance(25_000);
    await world.settle();
    expect(await stateOf(hold)).toBe("reserved");
    expect(await payByMs(hold)).toBe(before + 25_000);
  });
});

describe("a provider in trouble", () => {
  it("that cannot be reached leaves the hold as it was", async () => {
    let away = true;
    const { pay, stateOf } = await open({
      aroundProvider: (provider) => ({
        ...provider,
        charge: async (request) => (away ? { word: "away" } : provider.charge(request)),
      }),
    });
    const hold = await world.hold(await world.openSale(1));
    const before = await payByMs(hold);
    expect(await pay(hold)).toBe("provider_away");
    expect(await stateOf(hold)).toBe("reserved");
    expect(await payByMs(hold)).toBe(before);
    away = false;
    expect(await pay(hold)).toBe("paying");
    expect(await stateOf(hold)).toBe("paid");
  });

  it("that charged but whose answer was lost ends as paid, with one charge", async () => {
    const { pay, stateOf, warnings } = await open({
      aroundProvider: (provider) => ({
        ...provider,
        charge: async (request) => {
          await provider.charge(request);
          throw new Error("the connection was cut");
        },
      }),
    });
    const hold = await world.hold(await world.openSale(1));
    expect(await pay(hold)).toBe("paying");
    expect(await stateOf(hold)).toBe("paying");
    expect(warnings).toEqual(["the payment provider's answer was lost"]);
    await world.settle();
    expect(await stateOf(hold)).toBe("paid");
    expect(await countCharges(hold)).toBe(1);
  });

  it("that the call never reached gives the order back after 30 s with its remaining time", async () => {
    const { pay, stateOf, paymentsOf } = await open({
      aroundProvider: (provider) => ({
        ...provider,
        charge: async () => {
          throw new Error("the connection was cut");
        },
      }),
    });
    const hold = await world.hold(await world.openSale(1));
    const before = await payByMs(hold);
    await pay(hold);
    world.advance(29_999);
    await world.settle();
    expect(await stateOf(hold)).toBe("paying");
    world.advance(1);
    await world.settle();
    expect(await stateOf(hold)).toBe("reserved");
    expect(await payByMs(hold)).toBe(before + 30_000);
    expect((await paymentsOf(hold))[0]?.failure_reason).toContain("Nothing was charged");
  });

  it("whose events never arrive is asked, and the answer holds", async () => {
    const { pay, stateOf, door } = await open();
    const hold = await world.hold(await world.openSale(1));
    await pay(hold, "timeout");
    door.behaviour = "refuse";
    world.advance(30_000);
    await expect(world.payments.deliver()).rejects.toThrow("500");
    await world.payments.sweep();
    expect(await stateOf(hold)).toBe("paid");
    door.behaviour = "keep";
    world.advance(60_000);
  });

  it("that cuts its own deliveries short repeats them until they are kept", async () => {
    const { pay, stateOf, door, payments } = await open();
    const hold = await world.hold(await world.openSale(1));
    await pay(hold, "timeout");
    world.advance(20_000);
    for (const pauseMs of [5_000, 10_000]) {
      door.behaviour = "drop";
      await expect(payments.deliver()).rejects.toThrow();
      world.advance(pauseMs);
    }
    door.behaviour = "keep";
    await world.payments.deliver();
    await world.payments.applyEvents();
    expect(await stateOf(hold)).toBe("paid");
    expect(door.received.length).toBe(3);
  });

  it("that fails on one charge does not keep the others waiting", async () => {
    let broken = "";
    const { pay, stateOf } = await open({
      aroundProvider: (real) => ({
        ...real,
        async find(name) {
          if ("ref" in name && name.ref === broken) throw new Error("no answer about this one");
          return real.find(name);
        },
      }),
    });
    const sale = await world.openSale(6);
    const holds = [];
    for (let index = 0; index < 6; index += 1) holds.push(await world.hold(sale));
    for (const hold of holds) await pay(hold, "timeout");
    world.advance(20_000);
    await world.payments.deliver();
    await world.payments.deliver();
    const first = holds[0];
    if (first === undefined) throw new Error("no hold");
    broken = (await world.chargesOf(first))[0]?.ref ?? "";
    await expect(world.payments.applyEvents()).rejects.toThrow("no answer about this one");
    expect(await Promise.all(holds.map(stateOf))).toEqual(["paying", "paid", "paid", "paid", "paid", "paid"]);
    await expect(world.payments.applyEvents()).rejects.toThrow("no answer about this one");
    broken = "";
    await world.payments.applyEvents();
    expect(await stateOf(first)).toBe("paid");
  });

  it("that fails on one charge again and again does not starve a small batch", async () => {
    let broken = "";
    const { pay, stateOf } = await open({
      settings: { batchSizeMax: 1 },
      aroundProvider: (real) => ({
        ...real,
        async find(name) {
          if ("ref" in name && name.ref === broken) throw new Error("no answer about this one");
          return real.find(name);
        },
      }),
    });
    const sale = await world.openSale(2);
    const stuck = await world.hold(sale);
    const fresh = await world.hold(sale);
    await pay(stuck, "timeout");
    await pay(fresh, "timeout");
    world.advance(20_000);
    broken = (await world.chargesOf(stuck))[0]?.ref ?? "";
    const first = await world.composeWebhook(stuck);
    await world.payments.receiveWebhook("simulated", first.rawBody, first.headers);
    await expect(world.payments.applyEvents()).rejects.toThrow("no answer about this one");
    world.advance(1);
    const second = await world.composeWebhook(fresh);
    await world.payments.receiveWebhook("simulated", second.rawBody, second.headers);
    expect(await world.payments.applyEvents()).toBe(1);
    expect(await stateOf(fresh)).toBe("paid");
    expect(await stateOf(stuck)).toBe("paying");
    broken = "";
  });
});

describe("a payment that takes too long", () => {
  const slow = { timing: { timeoutDecidesMs: 1_000_000 } };

  it("is stopped after two minutes and its unit returns, once", async () => {
    const { pay, stateOf, ledgerOf, historyOf, paymentsOf } = await open(slow);
    const sale = await world.openSale(1);
    const hold = await world.hold(sale);
    await pay(hold, "timeout");
    world.advance(119_999);
    await world.settle();
    expect(await stateOf(hold)).toBe("paying");
    world.advance(1);
    await Promise.all([world.payments.sweep(), world.payments.sweep(), world.payments.sweep()]);
    await world.settle();
    expect(await stateOf(hold)).toBe("expired");
    expect((await paymentsOf(hold))[0]?.state).toBe("cancelled");
    expect(await ledgerOf(hold)).toEqual(["reserve", "return"]);
    expect(await historyOf(hold)).toEqual(["clicked", "reserved", "paying", "expired"]);
    expect(await stateOf(await world.hold(sale, hold.accountId))).toBe("reserved");
    world.advance(1_000_000);
  });

  it("may take longer than the hold without losing the unit", async () => {
    const { pay, stateOf, orders, clock } = await open();
    const hold = await world.hold(await world.openSale(1));
    world.advance(paymentWindowMs - 1_000);
    await pay(hold, "timeout");
    world.advance(15_000);
    await orders.expireDue(10, clock.spec());
    expect(await stateOf(hold)).toBe("paying");
    world.advance(5_000);
    await world.settle();
    expect(await stateOf(hold)).toBe("paid");
  });

  it("that cannot be stopped expires all the same, and gets a free unit when the money comes", async () => {
    const { pay, stateOf, ledgerOf, historyOf } = await open();
    const hold = await world.hold(await world.openSale(1));
    await pay(hold, "late");
    world.advance(120_000);
    await world.settle();
    expect(await stateOf(hold)).toBe("expired");
    world.advance(60_000);
    await world.settle();
    expect(await stateOf(hold)).toBe("paid");
    expect(await historyOf(hold)).toEqual(["clicked", "reserved", "paying", "expired", "paid"]);
    expect(await ledgerOf(hold)).toEqual(["reserve", "return", "reserve", "sell"]);
  });

  it("that comes when every unit is taken goes back in full, once", async () => {
    const { pay, stateOf, historyOf, paymentsOf, eventsOf } = await open();
    const sale = await world.openSale(1);
    const hold = await world.hold(sale);
    await pay(hold, "late");
    world.advance(120_000);
    await world.settle();
    const other = await world.hold(sale);
    await pay(other, "ok");
    world.advance(60_000);
    await world.settle();
    expect(await stateOf(hold)).toBe("refunded");
    expect(await stateOf(other)).toBe("paid");
    expect(await historyOf(hold)).toEqual(["clicked", "reserved", "paying", "expired", "refunding", "refunded"]);
    expect((await paymentsOf(hold))[0]?.state).toBe("refunded");
    expect((await eventsOf(hold)).map((event) => event.type).toSorted()).toEqual([
      "charge.refunded",
      "charge.succeeded",
    ]);
  });

  it("that comes when the account has another unit of its limit goes back in full", async () => {
    const { pay, stateOf } = await open();
    const sale = await world.openSale(5);
    const hold = await world.hold(sale);
    await pay(hold, "late");
    world.advance(120_000);
    await world.settle();
    const again = await world.hold(sale, hold.accountId);
    await pay(again, "ok");
    world.advance(60_000);
    await world.settle();
    expect(await stateOf(hold)).toBe("refunded");
    expect(await stateOf(again)).toBe("paid");
  });

  it("that comes three days later without a word is still asked for, and gets its unit", async () => {
    const days = 3 * 86_400_000;
    const { pay, stateOf, door } = await open({ timing: { lateDecidesMs: days } });
    const hold = await world.hold(await world.openSale(1));
    await pay(hold, "late");
    door.behaviour = "refuse";
    for (let hour = 0; hour < 75; hour += 1) {
      world.advance(3_600_000);
      await world.payments.sweep();
    }
    expect(await stateOf(hold)).toBe("paid");
    await expect(world.payments.deliver()).rejects.toThrow("500");
    door.behaviour = "keep";
    world.advance(60_000);
  });

  it("does not hold its unit longer because the provider does not answer", async () => {
    let silent = true;
    const silence = async (): Promise<never> => {
      throw new Error("no answer");
    };
    const { pay, stateOf, warnings } = await open({
      ...slow,
      aroundProvider: (provider) =>
        new Proxy(provider, {
          get: (target, name: keyof PaymentProvider) =>
            silent && (name === "cancel" || name === "find") ? silence : target[name],
        }),
    });
    const hold = await world.hold(await world.openSale(1));
    await pay(hold, "timeout");
    world.advance(60_000);
    await expect(world.payments.sweep()).rejects.toThrow("no answer");
    expect(await stateOf(hold)).toBe("paying");
    world.advance(60_000);
    await world.payments.sweep();
    expect(await stateOf(hold)).toBe("expired");
    expect(warnings).toContain("the payment provider did not say how a payment stands");
    silent = false;
    world.advance(1_000_000);
  });
});

describe("money that has to go back", () => {
  it("is asked for with the same key until it has gone, and goes once", async () => {
    const keys: string[] = [];
    const { pay, stateOf, chargesOf } = await open({
      aroundProvider: (provider) => ({
        ...provider,
        async refund(request) {
          keys.push(request.refundKey);
          if (keys.length === 1) throw new Error("the bank is closed");
          const charge = await provider.refund(request);
          if (keys.length === 2) throw new Error("the connection was cut");
          return charge;
        },
      }),
    });
    const sale = await world.openSale(1);
    const hold = await world.hold(sale);
    await pay(hold, "late");
    world.advance(120_000);
    await world.settle();
    await pay(await world.hold(sale));
    world.advance(60_000);
    await world.payments.deliver();
    await world.payments.deliver();
    await world.payments.applyEvents();
    expect(await stateOf(hold)).toBe("refunding");
    await expect(world.payments.sweep()).rejects.toThrow("the bank is closed");
    await world.payments.sweep();
    expect(keys.length).toBe(1);
    world.advance(10_000);
    await expect(world.payments.sweep()).rejects.toThrow("the connection was cut");
    expect(await stateOf(hold)).toBe("refunding");
    world.advance(10_000);
    await world.payments.sweep();
    expect(await stateOf(hold)).toBe("refunded");
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^refund:p_/);
    expect(await chargesOf(hold)).toMatchObject([{ state: "refunded", refunded_minor: 7_900 }]);
  });

  it("is asked for once by workers that look at the same time", async () => {
    let asked = 0;
    const { pay, stateOf } = await open({
      aroundProvider: (provider) => ({
        ...provider,
        refund(request) {
          asked += 1;
          return provider.refund(request);
        },
      }),
    });
    const sale = await world.openSale(1);
    const hold = await world.hold(sale);
    await pay(hold, "late");
    world.advance(120_000);
    await world.settle();
    await pay(await world.hold(sale));
    world.advance(60_000);
    await world.payments.deliver();
    await world.payments.deliver();
    await world.payments.applyEvents();
    await Promise.all(Array.from({ length: 5 }, () => world.payments.sweep()));
    expect(asked).toBe(1);
    expect(await stateOf(hold)).toBe("refunded");
  });

  it("is the second payment's when an order was paid twice, and the order stays paid", async () => {
    let lying = true;
    const { pay, stateOf, paymentsOf } = await open({
      aroundProvider: (provider) => ({
        ...provider,
        async charge(request) {
          const answer = await provider.charge(request);
          return lying ? { word: "away" } : answer;
        },
      }),
    });
    const hold = await world.hold(await world.openSale(1));
    expect(await pay(hold, "timeout")).toBe("provider_away");
    lying = false;
    await pay(hold, "ok");
    expect(await stateOf(hold)).toBe("paid");
    world.advance(20_000);
    await world.settle();
    expect(await stateOf(hold)).toBe("paid");
    expect((await paymentsOf(hold)).map((payment) => payment.state).toSorted()).toEqual(["refunded", "succeeded"]);
  });

  it("is that of an order which was given back before the money came", async () => {
    const { pay, stateOf, orders } = await open({
      aroundProvider: (provider) => ({
        ...provider,
        charge: async (request) => {
          await provider.charge(request);
          return { word: "away" };
        },
      }),
    });
    const hold = await world.hold(await world.openSale(1));
    await pay(hold, "timeout");
    expect(await orders.giveUp(hold.orderId, hold.accountId, world.clock.spec())).toBe("left");
    world.advance(20_000);
    await world.settle();
    expect(await stateOf(hold)).toBe("refunded");
  });

  it.each([
    ["less", { minor: 1, currency: "EUR" }],
    ["more", { minor: 7_901, currency: "EUR" }],
    ["another currency", { minor: 7_900, currency: "JPY" }],
  ])("is a payment of %s than the order's amount, and the order is not paid by it", async (_, amount) => {
    let wrong = true;
    const { pay, stateOf } = await open({
      aroundProvider: (provider) => ({
        ...provider,
        charge: (request) => provider.charge(wrong ? { ...request, amount } : request),
      }),
    });
    const hold = await world.hold(await world.openSale(1));
    await pay(hold, "ok");
    expect(await stateOf(hold)).toBe("reserved");
    await world.settle();
    expect(await stateOf(hold)).toBe("reserved");
    wrong = false;
    await pay(hold, "ok");
    expect(await stateOf(hold)).toBe("paid");
  });

  it("was given back at the provider by hand: the order is refunded and its unit returns", async () => {
    const { pay, stateOf, provider, chargesOf, ledgerOf } = await open();
    const sale = await world.openSale(1);
    const hold = await world.hold(sale);
    await pay(hold, "ok");
    const [charge] = await chargesOf(hold);
    await provider.refund({ refundKey: "by hand", ref: charge?.ref ?? "" });
    await world.settle();
    expect(await stateOf(hold)).toBe("refunded");
    expect(await ledgerOf(hold)).toEqual(["reserve", "sell", "refund_return"]);
    expect(await stateOf(await world.hold(sale))).toBe("reserved");
  });
});

describe("an answer that is older than what the shop has learned since", () => {
  it("does not undo a payment: the provider was called away, but the charge is there", async () => {
    const { pay, stateOf, paymentsOf } = await open({
      aroundProvider: (provider) => ({
        ...provider,
        async charge(request) {
          await provider.charge(request);
          world.advance(30_000);
          await world.payments.sweep();
          return { word: "away" };
        },
      }),
    });
    const hold = await world.hold(await world.openSale(1));
    expect(await pay(hold)).toBe("provider_away");
    expect(await stateOf(hold)).toBe("paid");
    expect((await paymentsOf(hold)).map((payment) => payment.state)).toEqual(["succeeded"]);
  });

  it("does not undo a payment: the provider knew of no charge when it was asked to stop it", async () => {
    let sendLate = async (): Promise<void> => {};
    const { pay, stateOf, paymentsOf } = await open({
      aroundProvider: (provider) => ({
        ...provider,
        async charge(request) {
          sendLate = async () => {
            await provider.charge(request);
          };
          return { word: "no_answer" };
        },
        async cancel(name) {
          const charge = await provider.cancel(name);
          await sendLate();
          await world.payments.deliver();
          await world.payments.applyEvents();
          return charge;
        },
      }),
    });
    const hold = await world.hold(await world.openSale(1));
    await pay(hold);
    world.advance(120_000);
    await world.payments.sweep();
    expect(await stateOf(hold)).toBe("paid");
    expect((await paymentsOf(hold)).map((payment) => payment.state)).toEqual(["succeeded"]);
  });
});

describe("a first payment that had been given up, and turns out otherwise", () => {
  /** The first call is reported as away although it charges; a second payment of the order is under way. */
  async function holdWithTwoPayments(firstAmountMinor: number): Promise<Hold> {
    let calls = 0;
    await open({
      aroundProvider: (provider) => ({
        ...provider,
        async charge(request) {
          calls += 1;
          if (calls > 1) return provider.charge(request);
          await provider.charge({ ...request, amount: { ...request.amount, minor: firstAmountMinor } });
          return { word: "away" };
        },
      }),
    });
    const hold = await world.hold(await world.openSale(1));
    expect(await world.pay(hold, "timeout")).toBe("provider_away");
    world.advance(10_000);
    expect(await world.pay(hold, "timeout")).toBe("paying");
    world.advance(10_000);
    return hold;
  }

  it("leaves the order to the second one when it was of a wrong amount", async () => {
    const hold = await holdWithTwoPayments(1);
    await world.settle();
    expect((await world.paymentsOf(hold)).map((payment) => payment.state)).toEqual(["refunded", "created"]);
    expect(await world.stateOf(hold)).toBe("paying");
    world.advance(10_000);
    await world.settle();
    expect(await world.stateOf(hold)).toBe("paid");
  });

  it("leaves the order to the second one when it was refunded before the shop heard of it", async () => {
    const hold = await holdWithTwoPayments(7_900);
    const [first] = await world.chargesOf(hold);
    await world.provider.find({ ref: first?.ref ?? "" });
    await world.provider.refund({ refundKey: "by hand", ref: first?.ref ?? "" });
    await world.settle();
    expect((await world.paymentsOf(hold)).map((payment) => payment.state)).toEqual(["refunded", "created"]);
    expect(await world.stateOf(hold)).toBe("paying");
    world.advance(10_000);
    await world.settle();
    expect(await world.stateOf(hold)).toBe("paid");
  });

  it("pays the order when it succeeds first, and the second one's money goes back", async () => {
    const hold = await holdWithTwoPayments(7_900);
    await world.settle();
    expect(await world.stateOf(hold)).toBe("paid");
    world.advance(10_000);
    await world.settle();
    expect(await world.stateOf(hold)).toBe("paid");
    expect((await world.paymentsOf(hold)).map((payment) => payment.state)).toEqual(["succeeded", "refunded"]);
  });
});
