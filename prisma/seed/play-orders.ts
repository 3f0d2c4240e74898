import { orderIdOfAttempt } from "../../lib/domain";
import { createOrders } from "../../lib/orders/create-orders";
import { orderSteps } from "../../lib/orders/order-steps";
import { createPayments } from "../../lib/payments/payments";
import type { Payments } from "../../lib/payments/ports";
import type { PaymentProvider } from "../../lib/payments/provider";
import { createSimulatedProvider } from "../../lib/payments/simulated-provider";
import { createClock } from "../../lib/platform/clock";
import type { ShopPool } from "../../lib/platform/postgres";
import { type MadeSale, makeBooking } from "../../lib/testing/factories";
import type { PlannedOrder } from "./plan-orders";

export interface TheatreParts {
  readonly pool: ShopPool;
  /** The shop's; signs the simulated provider's webhooks. */
  readonly secret: string;
}

/** Past orders are played through the shop's own services, on a clock that is set back to each moment. */
export interface Theatre {
  readonly play: (sale: MadeSale, orders: readonly PlannedOrder[], people: readonly string[]) => Promise<void>;
}

/** From the click to the commit. */
const bookingMs = 160;
const expireMax = 50;
/** The provider tells its news in the seed as it does in the shop, but not one by one. */
const paymentsPerRound = 20;

interface Step {
  readonly atMs: number;
  readonly run: () => Promise<void>;
}

export function openTheatre({ pool, secret }: TheatreParts): Theatre {
  const clock = createClock();
  const orders = createOrders({ pool });
  const provider: PaymentProvider = createSimulatedProvider({
    pool,
    clock,
    secret,
    post: async (body, headers) => {
      const outcome = await payments.receiveWebhook("simulated", Buffer.from(body), new Headers(headers));
      return outcome === "accepted" ? 200 : 400;
    },
  });
  const logger = { warn: (_details: unknown, message?: string) => fail(message ?? "a payment was not taken") };
  const payments: Payments = createPayments({ pool, clock, provider, steps: orderSteps, logger });

  return {
    async play(sale, planned, people) {
      let paid = 0;
      const steps = planned.flatMap((order) => stepsOf(order));
      for (const step of steps.sort((a, b) => a.atMs - b.atMs)) {
        clock.adjust(`=${Math.round(step.atMs)}`);
        await step.run();
        if (paid >= paymentsPerRound) await hearProvider();
      }
      await hearProvider();

      function stepsOf(order: PlannedOrder): Step[] {
        const booking = makeBooking(sale, people[order.person] ?? fail("somebody is missing"), {
          itemId: sale.itemIds[order.item] ?? fail("an item is missing"),
          receivedAtMs: order.clickedAtMs,
        });
        const orderId = orderIdOfAttempt(booking.attemptId);
        const steps: Step[] = [{ atMs: order.clickedAtMs + bookingMs, run: () => place(booking) }];
        if (order.paidAtMs !== null) steps.push({ atMs: order.paidAtMs, run: () => pay(orderId, booking.accountId) });
        if (order.expiredAtMs !== null) steps.push({ atMs: order.expiredAtMs, run: expire });
        if (order.refundedAtMs !== null) steps.push({ atMs: order.refundedAtMs, run: () => refund(orderId) });
        return steps;
      }

      async function place(booking: ReturnType<typeof makeBooking>): Promise<void> {
        const [result] = await orders.place(sale.id, [booking], clock.spec());
        if (result?.word !== "reserved") fail(`${sale.slug}: nothing was reserved: ${JSON.stringify(result)}`);
      }

      async function expire(): Promise<void> {
        await orders.expireDue(expireMax, clock.spec());
      }

      async function pay(orderId: string, accountId: string): Promise<void> {
        const outcome = await payments.pay({ orderId, accountId, method: "card", simulate: "ok" });
        if (outcome !== "paying") fail(`${sale.slug}: ${orderId} could not be paid: ${outcome}`);
        paid += 1;
      }

      /** The shop's owner gives the money back at the provider, and the provider tells the shop. */
      async function refund(orderId: string): Promise<void> {
        const { rows } = await pool.query<{ id: string; ref: string }>(
          "SELECT id, provider_ref AS ref FROM payments WHERE order_id = $1",
          [orderId],
        );
        const payment = rows[0] ?? fail(`${orderId} was not paid`);
        await provider.refund({ ref: payment.ref, refundKey: `refund:${payment.id}` });
        await hearProvider();
      }

      async function hearProvider(): Promise<void> {
        paid = 0;
        while ((await payments.deliver()) + (await payments.applyEvents()) > 0);
      }
    },
  };
}

function fail(message: string): never {
  throw new Error(message);
}
