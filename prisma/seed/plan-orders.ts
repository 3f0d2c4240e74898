import { divideStock } from "../../lib/sales/demo-catalogue";
import type { DemoSale } from "./demo-sales";
import { shuffle } from "./random";

export type OrderEnding = "paid" | "expired" | "refunded" | "held";

/** One past order. Times are epoch milliseconds. */
export interface PlannedOrder {
  /** Who bought, as a number below the number of people; 0 is the demo shopper. */
  readonly person: number;
  /** Which item of the sale. */
  readonly item: number;
  readonly ending: OrderEnding;
  readonly clickedAtMs: number;
  readonly paidAtMs: number | null;
  readonly expiredAtMs: number | null;
  readonly refundedAtMs: number | null;
}

const secondMs = 1_000;

/**
 * The past orders of a sale, in the order of their clicks. Every order has a unit of its own, so stock is never
 * exceeded; orders beyond the stock take, as the line would, the units that unpaid ones gave back.
 */
export function planOrders(sale: DemoSale, people: number, nowMs: number, random: () => number): PlannedOrder[] {
  const { paid, expired, refunded, held } = sale.orders;
  const total = paid + expired + refunded + held;
  if (total > people - 1) throw new Error(`${sale.slug}: ${total} orders need as many people, one each`);
  const returned = Math.max(0, total - sale.stock);
  if (returned > expired) throw new Error(`${sale.slug}: more orders than units, even with those that returned`);

  const units = shuffle(
    divideStock(sale.product, sale.stock).flatMap((item, index) => Array.from({ length: item.stock }, () => index)),
    random,
  );
  const endings = shuffle<OrderEnding>(
    [
      ...repeat<OrderEnding>("expired", expired),
      ...repeat<OrderEnding>("paid", paid - returned),
      ...repeat<OrderEnding>("refunded", refunded),
      ...repeat<OrderEnding>("held", held),
    ],
    random,
  );
  const persons = shuffle(
    Array.from({ length: people - 1 }, (_, index) => index + 1),
    random,
  );
  let shopperLeft = sale.shopper !== null;
  const first = endings.map((ending, index) => {
    const isShopper = shopperLeft && ending === sale.shopper;
    if (isShopper) shopperLeft = false;
    const clickedAtMs = ending === "held" ? holdingClick(sale, nowMs, random) : rushClick(sale, random);
    return finish(sale, {
      person: isShopper ? 0 : (persons[index] ?? 0),
      item: units[index] ?? 0,
      ending,
      clickedAtMs,
    });
  });
  const again = first
    .filter((order) => order.ending === "expired")
    .slice(0, returned)
    .map((order, index) => {
      const clickedAtMs = (order.expiredAtMs ?? 0) + 700 + Math.round(4 * secondMs * random());
      return finish(sale, {
        person: persons[endings.length + index] ?? 0,
        item: order.item,
        ending: "paid",
        clickedAtMs,
      });
    });
  const orders = [...first, ...again].sort((a, b) => a.clickedAtMs - b.clickedAtMs);
  if (orders.some((order) => lastStep(order) > nowMs))
    throw new Error(`${sale.slug}: its past reaches into the future`);
  return orders;

  function finish(
    { startsAtMs, paymentWindowSeconds, cancelledAtMs }: DemoSale,
    order: Pick<PlannedOrder, "person" | "item" | "ending" | "clickedAtMs">,
  ): PlannedOrder {
    const expiredAtMs = order.clickedAtMs + paymentWindowSeconds * secondMs + secondMs;
    // Some have their card ready, some look for it; nobody takes longer than four minutes.
    const paidAtMs = Math.round(order.clickedAtMs + 14 * secondMs + 226 * secondMs * random() ** 2);
    const refundedAtMs =
      cancelledAtMs === null
        ? startsAtMs + Math.round((14 + 6 * random()) * 3_600 * secondMs)
        : Math.round(cancelledAtMs + (1 + 4 * random()) * 60 * secondMs);
    return {
      ...order,
      paidAtMs: order.ending === "paid" || order.ending === "refunded" ? paidAtMs : null,
      expiredAtMs: order.ending === "expired" ? expiredAtMs : null,
      refundedAtMs: order.ending === "refunded" ? refundedAtMs : null,
    };
  }
}

/** Most clicks come at once, the rest trickles in. */
function rushClick(sale: DemoSale, random: () => number): number {
  return Math.round(sale.startsAtMs + 180 + sale.rushMs * random() ** 2.5);
}

/** Late enough that there is still time to pay. */
function holdingClick(sale: DemoSale, nowMs: number, random: () => number): number {
  const inTimeMs = nowMs - sale.paymentWindowSeconds * secondMs * (0.1 + 0.3 * random());
  return Math.max(rushClick(sale, random), Math.round(inTimeMs));
}

function lastStep(order: PlannedOrder): number {
  return order.refundedAtMs ?? order.expiredAtMs ?? order.paidAtMs ?? order.clickedAtMs;
}

function repeat<Item>(item: Item, times: number): Item[] {
  return Array.from({ length: times }, () => item);
}
