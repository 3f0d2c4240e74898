import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClock } from "../platform/clock";
import { createBarrier } from "../testing/barrier";
import { findPaymentBreaches } from "../testing/find-payment-breaches";
import { createPaymentsWorld, type Hold, type PaymentsWorld, paymentWindowMs } from "../testing/payments-world";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import type { OrderSteps } from "./ports";

let database: TestDatabase;
let world: PaymentsWorld;
beforeEach(async () => {
  database = await createTestDatabase();
  world = await createPaymentsWorld(database.pool);
});
afterEach(async () => {
  await world.close();
  await database.drop();
});

/** Lets one side of a race be a few round trips to the database behind the others. */
async function fallBehind(roundTrips: number): Promise<void> {
  for (let trip = 0; trip < roundTrips; trip += 1) await world.pool.query("select 1");
}

/**
 * One order whose payment cannot be stopped. At the same moment, behind a barrier: a worker that has heard "pending"
 * ends the order, another that has heard "succeeded" applies it, and a rival wants the unit.
 */
async function raceExpiryAgainstSuccess(round: number, aroundSteps?: (steps: OrderSteps) => OrderSteps): Promise<Hold> {
  const sale = await world.openSale(1);
  const hold = await world.hold(sale);
  await world.pay(hold, "late");
  world.advance(120_000);
  const { rawBody, headers } = await world.composeWebhook(hold);
  await world.payments.receiveWebhook("simulated", rawBody, headers);

  const barrier = createBarrier(3);
  const pendingHeard = createBarrier(2);
  const ending = world.anotherPayments({
    aroundProvider: (provider) => ({
      ...provider,
      async cancel(name) {
        const charge = await provider.cancel(name);
        expect(charge?.state).toBe("pending");
        await pendingHeard();
        await barrier();
        await fallBehind(round % 3);
        return charge;
      },
    }),
  });
  const applying = world.anotherPayments({
    ...(aroundSteps === undefined ? {} : { aroundSteps }),
    aroundProvider: (provider) => ({
      ...provider,
      async find(name) {
        await pendingHeard();
        world.advance(60_000);
        const charge = await provider.find(name);
        expect(charge?.state).toBe("succeeded");
        await barrier();
        await fallBehind((round >> 1) % 4);
        return charge;
      },
    }),
  });
  const rival = async (): Promise<Hold | null> => {
    await barrier();
    await fallBehind(round % 5);
    return world.hold(sale).catch(() => null);
  };
  const [, , taken] = await Promise.all([ending.sweep(), applying.applyEvents(), rival()]);
  if (taken !== null) await world.pay(taken);
  return hold;
}

/** Some 10 s on an idle machine. `RACES=10000` runs as many as one wishes. */
const races = Number(process.env.RACES ?? 300);
const raceTimeoutMs = 600;

describe("the end of a hold against the money for it", () => {
  it(`is never paid and expired in ${races} races, and all money is kept for an order or gone back`, {
    timeout: races * raceTimeoutMs,
  }, async () => {
    const endings = new Map<string, number>();
    for (let round = 0; round < races; round += 1) {
      const hold = await raceExpiryAgainstSuccess(round);
      await world.settle();
      const story = (await world.historyOf(hold)).slice(3).join(" ");
      endings.set(story, (endings.get(story) ?? 0) + 1);
    }
    expect(await findPaymentBreaches(world.pool)).toEqual([]);
    const told = [...endings].map(([story, count]) => `${story}: ${count}`).join(", ");
    process.stdout.write(`${races} races of an expiry against its payment, 0 breaches: ${told}.\n`);
    // Every way a race can end was seen, so the two sides really met.
    expect([...endings.keys()].toSorted()).toEqual(["expired paid", "expired refunding refunded", "paid"]);
  });

  it("is caught by the comparison of the books when late money is simply accepted", async () => {
    const careless = (steps: OrderSteps): OrderSteps => ({
      ...steps,
      async markPaid(...step) {
        await steps.markPaid(...step);
        return { word: "moved" };
      },
    });
    for (let round = 0; round < 12; round += 1) {
      await raceExpiryAgainstSuccess(round, careless);
      await world.settle();
    }
    const breaches = await findPaymentBreaches(world.pool);
    expect(breaches.join("\n")).toContain("captured less refunded is not what the paid orders cost");
    expect(breaches.join("\n")).toContain("an order is not paid by exactly one charge that was kept");
  });

  it("lets a payment begin or the hold end, never both, at the last millisecond of the hold", async () => {
    const seen = new Set<string>();
    const early = createClock();
    const paying = world.anotherPayments({ clock: early });
    for (let round = 0; round < 100; round += 1) {
      const hold = await world.hold(await world.openSale(1));
      const deadlineMs = world.clock.nowMs() + paymentWindowMs;
      early.adjust(`=${deadlineMs - 1}`);
      world.advance(paymentWindowMs);
      const barrier = createBarrier(2);
      const [outcome] = await Promise.all([
        barrier()
          .then(() => fallBehind(round % 3))
          .then(() => paying.pay({ ...hold, method: "card", simulate: "ok" })),
        barrier()
          .then(() => fallBehind((round >> 1) % 3))
          .then(() => world.orders.expireDue(10, world.clock.spec())),
      ]);
      const ending = `${outcome} ${await world.stateOf(hold)}`;
      expect(["paying paid", "hold_ended expired"]).toContain(ending);
      seen.add(ending);
    }
    await world.settle();
    expect(seen.size).toBe(2);
    expect(await findPaymentBreaches(world.pool)).toEqual([]);
  });
});

describe("one success heard in three ways at once", () => {
  it("pays the order once and sends nothing back", async () => {
    for (let round = 0; round < 40; round += 1) {
      const barrier = createBarrier(3);
      const hearing = world.anotherPayments({
        aroundProvider: (provider) => ({
          ...provider,
          async find(name) {
            const charge = await provider.find(name);
            await barrier();
            return charge;
          },
          async charge(request) {
            await provider.charge(request);
            world.advance(30_000);
            const { rawBody, headers } = await world.composeWebhook(hold);
            await world.payments.receiveWebhook("simulated", rawBody, headers);
            const others = Promise.all([hearing.applyEvents(), hearing.sweep()]);
            await barrier();
            await fallBehind(round % 3);
            heard = others;
            return provider.charge(request);
          },
        }),
      });
      let heard: Promise<unknown> = Promise.resolve();
      const hold = await world.hold(await world.openSale(1));
      await hearing.pay({ ...hold, method: "card", simulate: "ok" });
      await heard;
      expect(await world.stateOf(hold)).toBe("paid");
      expect(await world.ledgerOf(hold)).toEqual(["reserve", "sell"]);
      expect((await world.paymentsOf(hold)).map((payment) => payment.state)).toEqual(["succeeded"]);
    }
    await world.settle();
    expect(await findPaymentBreaches(world.pool)).toEqual([]);
  });
});
