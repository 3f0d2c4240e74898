import { randomBytes } from "node:crypto";
import { orderIdOfAttempt } from "../domain";
import { createOrders } from "../orders/create-orders";
import { orderSteps } from "../orders/order-steps";
import type { Orders } from "../orders/ports";
import { createPayments } from "../payments/payments";
import type { OrderSteps, Payments } from "../payments/ports";
import type { PaymentProvider } from "../payments/provider";
import type { PaymentSettings } from "../payments/settings";
import { deriveWebhookKey, signatureHeader, signWebhook } from "../payments/sign-webhook";
import type { SimulatedTiming } from "../payments/simulated-books";
import { createSimulatedProvider } from "../payments/simulated-provider";
import { type AdjustableClock, type Clock, createClock } from "../platform/clock";
import type { ShopPool } from "../platform/postgres";
import { createAccount, createSale, type MadeSale, makeBooking } from "./factories";
import { openWebhookDoor, type ReceivedWebhook, type WebhookDoor } from "./webhook-door";

export const priceMinor = 7_900;
export const paymentWindowMs = 600_000;
const worldSecret = "a secret of thirty-two characters";

export interface Hold {
  readonly orderId: string;
  readonly accountId: string;
}

export interface PaymentsOptions {
  /** Puts a fault between the shop and its provider. */
  readonly aroundProvider?: (provider: PaymentProvider) => PaymentProvider;
  readonly aroundSteps?: (steps: OrderSteps) => OrderSteps;
  readonly settings?: Partial<PaymentSettings>;
  /** Of a process whose clock differs from the world's. */
  readonly clock?: Clock;
}

/** The shop's orders and payments on a real database, with a clock that stands until a test moves it. */
export interface PaymentsWorld {
  readonly pool: ShopPool;
  readonly clock: AdjustableClock;
  readonly provider: PaymentProvider;
  readonly door: WebhookDoor;
  readonly orders: Orders;
  readonly payments: Payments;
  /** What was logged as a warning. */
  readonly warnings: readonly string[];
  /** Another process' payments over the same database, clock and provider. */
  anotherPayments(options: PaymentsOptions): Payments;
  advance(ms: number): void;
  openSale(units: number): Promise<MadeSale>;
  /** A hold of one unit, by a new account or a known one. Throws when nothing is free. */
  hold(sale: MadeSale, accountId?: string): Promise<Hold>;
  pay(hold: Hold, simulate?: "ok" | "decline" | "timeout" | "late"): ReturnType<Payments["pay"]>;
  stateOf(hold: Hold): Promise<string>;
  historyOf(hold: Hold): Promise<readonly string[]>;
  paymentsOf(hold: Hold): Promise<readonly { id: string; state: string; failure_reason: string | null }[]>;
  ledgerOf(hold: Hold): Promise<readonly string[]>;
  /** The provider's charges for an order, oldest first. */
  chargesOf(hold: Hold): Promise<readonly { ref: string; state: string; refunded_minor: number }[]>;
  /** What the provider has told the shop about an order's charges. */
  eventsOf(hold: Hold): Promise<readonly { type: string; outcome: string | null }[]>;
  /** A webhook about a hold's newest charge, signed as the provider signs; each has an event id of its own. */
  composeWebhook(hold: Hold, type?: string): Promise<ReceivedWebhook>;
  /** All rounds of the worker until none has anything left to do at the present time. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Each world begins a month after the one before, so what was left in a shared database is long over. */
const monthMs = 30 * 86_400_000;
let nextOpeningMs = Date.UTC(2026, 10, 27, 9, 0, 0);

export async function createPaymentsWorld(
  pool: ShopPool,
  options: PaymentsOptions & { readonly timing?: Partial<SimulatedTiming> } = {},
): Promise<PaymentsWorld> {
  const clock = createClock();
  let nowMs = nextOpeningMs;
  nextOpeningMs += monthMs;
  clock.adjust(`=${nowMs}`);
  const warnings: string[] = [];
  const door = await openWebhookDoor((webhook) =>
    world.payments.receiveWebhook("simulated", webhook.rawBody, webhook.headers),
  );
  const provider = createSimulatedProvider({
    pool,
    clock,
    secret: worldSecret,
    post: door.post,
    ...(options.timing === undefined ? {} : { timing: options.timing }),
  });
  const anotherPayments = ({ aroundProvider, aroundSteps, settings, clock: ownClock }: PaymentsOptions): Payments =>
    createPayments({
      pool,
      clock: ownClock ?? clock,
      provider: aroundProvider?.(provider) ?? provider,
      steps: aroundSteps?.(orderSteps) ?? orderSteps,
      logger: { warn: (_details: unknown, message?: string) => void warnings.push(message ?? "") },
      ...(settings === undefined ? {} : { settings }),
    });
  const orders = createOrders({ pool });

  const world: PaymentsWorld = {
    pool,
    clock,
    provider,
    door,
    orders,
    warnings,
    payments: anotherPayments(options),
    anotherPayments,
    advance(ms) {
      nowMs += ms;
      clock.adjust(`=${nowMs}`);
    },
    openSale: (units) => createSale(pool, { stock: units, priceMinor, paymentWindowSeconds: paymentWindowMs / 1000 }),
    async hold(sale, accountId) {
      const account = accountId ?? (await createAccount(pool)).id;
      const request = makeBooking(sale, account, { receivedAtMs: nowMs });
      const [result] = await orders.place(sale.id, [request], clock.spec());
      if (result?.word !== "reserved") throw new Error(`nothing was reserved: ${JSON.stringify(result)}`);
      return { orderId: orderIdOfAttempt(request.attemptId), accountId: account };
    },
    pay: (hold, simulate = "ok") => world.payments.pay({ ...hold, method: "card", simulate }),
    async stateOf(hold) {
      const found = await pool.query<{ state: string }>("select state from orders where id = $1", [hold.orderId]);
      return found.rows[0]?.state ?? "none";
    },
    async historyOf(hold) {
      const found = await pool.query<{ kind: string }>(
        "select kind from order_history where order_id = $1 order by position",
        [hold.orderId],
      );
      return found.rows.map((row) => row.kind);
    },
    async paymentsOf(hold) {
      const found = await pool.query<{ id: string; state: string; failure_reason: string | null }>(
        "select id, state, failure_reason from payments where order_id = $1 order by created_at, id",
        [hold.orderId],
      );
      return found.rows;
    },
    async ledgerOf(hold) {
      const found = await pool.query<{ kind: string }>(
        "select kind from stock_ledger where order_id = $1 order by id",
        [hold.orderId],
      );
      return found.rows.map((row) => row.kind);
    },
    async chargesOf(hold) {
      const found = await pool.query<{ ref: string; state: string; refunded_minor: number }>(
        "select ref, state, refunded_minor from simulated_charges where order_id = $1 order by created_at, ref",
        [hold.orderId],
      );
      return found.rows;
    },
    async eventsOf(hold) {
      const found = await pool.query<{ type: string; outcome: string | null }>(
        `select type, outcome from payment_events
         where provider_ref in (select ref from simulated_charges where order_id = $1) order by received_at, event_id`,
        [hold.orderId],
      );
      return found.rows;
    },
    async composeWebhook(hold, type = "charge.updated") {
      const found = await pool.query<{ ref: string; idempotency_key: string }>(
        "select ref, idempotency_key from simulated_charges where order_id = $1 order by created_at desc limit 1",
        [hold.orderId],
      );
      const charge = found.rows[0];
      if (charge === undefined) throw new Error(`order ${hold.orderId} has no charge`);
      const body = JSON.stringify({
        id: `evt_${randomBytes(9).toString("base64url")}`,
        type,
        createdAt: new Date(clock.nowMs()).toISOString(),
        charge: { ref: charge.ref, idempotencyKey: charge.idempotency_key },
      });
      const signature = signWebhook(deriveWebhookKey(worldSecret), body, clock.nowMs());
      return { rawBody: Buffer.from(body), headers: new Headers({ [signatureHeader]: signature }) };
    },
    async settle() {
      for (let round = 0; round < 100; round += 1) {
        const delivered = await world.payments.deliver();
        const applied = await world.payments.applyEvents();
        const swept = await world.payments.sweep();
        if (delivered + applied + swept === 0) return;
      }
      throw new Error("the worker's rounds find no end");
    },
    close: () => door.close(),
  };
  return world;
}
