import { describe, expect, it } from "vitest";
import { salePhase } from "../../lib/domain";
import { divideStock } from "../../lib/sales/demo-catalogue";
import { type DemoSale, demoSales } from "./demo-sales";
import { type PlannedOrder, planOrders } from "./plan-orders";
import { createRandom } from "./random";

const people = 121;
/** Around the clock, since sales follow the hour and the day they are seeded in. */
const moments = [0, 3, 6.5, 9.99, 12, 15.25, 18, 21.5, 23.999].map(
  (hour) => Date.UTC(2026, 10, 27) + Math.round(hour * 3_600_000),
);

const play = (nowMs: number) => {
  const random = createRandom(1);
  return demoSales(nowMs).map((sale) => ({ sale, orders: planOrders(sale, people, nowMs, random) }));
};

describe.each(moments)("the demo seeded at %d", (nowMs) => {
  it("shows every phase", () => {
    const phases = new Set(demoSales(nowMs).map((sale) => salePhase(sale, nowMs)));
    expect([...phases].sort()).toEqual(["cancelled", "draft", "ended", "live", "paused", "scheduled"]);
    const reasons = new Set(demoSales(nowMs).map((sale) => sale.endedReason));
    expect(reasons).toEqual(new Set([null, "time", "sold_out", "stopped"]));
  });

  it("keeps one sale open for a whole day and one to open within hours", () => {
    const sales = demoSales(nowMs);
    expect(sales.some((sale) => salePhase(sale, nowMs) === "live" && sale.endsAtMs >= nowMs + 86_400_000)).toBe(true);
    const soon = sales.filter(
      (sale) => salePhase(sale, nowMs) === "scheduled" && sale.startsAtMs < nowMs + 4 * 3_600_000,
    );
    expect(soon).not.toEqual([]);
  });

  it("has 200 orders in the sales that ended", () => {
    const past = play(nowMs).filter(({ sale }) => salePhase(sale, nowMs) === "ended");
    expect(past.flatMap(({ orders }) => orders)).toHaveLength(200);
  });

  it("never takes a unit twice, and nobody buys twice in one sale", () => {
    for (const { sale, orders } of play(nowMs)) {
      expect(new Set(orders.map((order) => order.person)).size, sale.slug).toBe(orders.length);
      for (const [item, { stock }] of divideStock(sale.product, sale.stock).entries()) {
        expect(mostTaken(orders.filter((order) => order.item === item)), sale.slug).toBeLessThanOrEqual(stock);
      }
    }
  });

  it("tells a past that fits its sale", () => {
    for (const { sale, orders } of play(nowMs)) {
      for (const order of orders) {
        expect(order.clickedAtMs).toBeGreaterThanOrEqual(sale.startsAtMs);
        expect(order.clickedAtMs).toBeLessThan(sale.cancelledAtMs ?? sale.endedAtMs ?? sale.endsAtMs);
        if (sale.pausedAtMs !== null) expect(order.clickedAtMs).toBeLessThan(sale.pausedAtMs);
        const payByMs = order.clickedAtMs + sale.paymentWindowSeconds * 1_000;
        if (order.paidAtMs !== null) expect(order.paidAtMs).toBeLessThan(payByMs);
        if (order.ending === "held") expect(payByMs).toBeGreaterThan(nowMs + 60_000);
        if (order.refundedAtMs !== null) expect(order.refundedAtMs).toBeGreaterThan(order.paidAtMs ?? Infinity);
      }
    }
  });

  it("sells out what is called sold out, and holds all of what is called held", () => {
    for (const { sale, orders } of play(nowMs)) {
      const paid = orders.filter((order) => order.ending === "paid").length;
      if (sale.endedReason === "sold_out") expect(paid, sale.slug).toBe(sale.stock);
    }
    const held = play(nowMs).find(({ sale }) => sale.slug === "fjord-wool-blanket");
    expect(held?.orders.filter((order) => order.ending === "held")).not.toEqual([]);
    expect(held?.orders).toHaveLength(held?.sale.stock ?? 0);
  });
});

describe("planning past orders", () => {
  it("refuses more orders than units that were free or came back", () => {
    const [sale] = demoSales(moments[0] ?? 0);
    const greedy: DemoSale = {
      ...(sale as DemoSale),
      stock: 10,
      orders: { paid: 12, expired: 1, refunded: 0, held: 0 },
    };
    expect(() => planOrders(greedy, people, moments[0] ?? 0, createRandom(1))).toThrow("more orders than units");
  });

  it("finds a unit that is taken twice", () => {
    const order: PlannedOrder = {
      person: 1,
      item: 0,
      ending: "paid",
      clickedAtMs: 0,
      paidAtMs: 1,
      expiredAtMs: null,
      refundedAtMs: null,
    };
    expect(mostTaken([order, { ...order, person: 2 }])).toBe(2);
    expect(
      mostTaken([
        { ...order, expiredAtMs: 5 },
        { ...order, clickedAtMs: 6 },
      ]),
    ).toBe(1);
  });
});

/** How many units orders have at once, at most. */
function mostTaken(orders: readonly PlannedOrder[]): number {
  const changes = orders.flatMap((order) => {
    const returnedAtMs = order.expiredAtMs ?? order.refundedAtMs;
    return [
      { atMs: order.clickedAtMs, units: 1 },
      ...(returnedAtMs === null ? [] : [{ atMs: returnedAtMs, units: -1 }]),
    ];
  });
  let taken = 0;
  let most = 0;
  for (const change of changes.sort((a, b) => a.atMs - b.atMs || a.units - b.units)) {
    taken += change.units;
    most = Math.max(most, taken);
  }
  return most;
}
