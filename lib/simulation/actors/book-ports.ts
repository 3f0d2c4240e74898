import { expireOrders } from "../../orders/expire-orders";
import { extendHold } from "../../orders/extend-hold";
import { giveUpOrder } from "../../orders/give-up-order";
import { orderSteps } from "../../orders/order-steps";
import type { Orders } from "../../orders/ports";
import { createPayments } from "../../payments/payments";
import type { OrderSteps, Payments } from "../../payments/ports";
import type { PaymentProvider } from "../../payments/provider";
import type { ShopPool } from "../../platform/postgres";
import { findAttempt, place, readForGate, recordLeave, recordLine } from "../books/bookings";
import type { Database, Transaction } from "../books/database";
import { saleIdOf } from "../books/move-orders";
import { createSimulatedPool } from "../books/simulated-pool";
import type { Clocks } from "../clocks";
import type { ProgramFlaws } from "../flaws";
import type { Network, Program } from "../network";
import type { SimulatedProvider } from "../simulated-provider";

export interface BookParts {
  readonly database: Database;
  readonly network: Network;
  readonly clocks: Clocks;
  readonly provider: SimulatedProvider;
  readonly flaws: ProgramFlaws;
}

/** The order book as one program reaches it: booking is a model, whatever moves an order is the shop's own code. */
export function createSimulatedOrders(parts: BookParts, from: Program): Orders {
  const { database, network } = parts;
  const pool = createSimulatedPool(database, network, from);
  const step = <Result>(label: string, work: (transaction: Transaction) => Result) =>
    network.call(from, `postgres ${label}`, () => database.atomically(work));
  return {
    place: (saleId, requests) => step("place", (transaction) => place(database, transaction, saleId, requests)),
    recordLine: (_saleId, joined, gone) =>
      step("record-line", (transaction) => recordLine(database, transaction, joined, gone)),
    recordLeave: (saleId, epoch, loss) =>
      step("record-leave", (transaction) => recordLeave(database, transaction, { saleId, epoch, loss })),
    findAttempt: (attemptId) => step("find-attempt", () => findAttempt(database, saleIdOf(database), attemptId)),
    readForGate: (saleId) => step("read-for-gate", () => readForGate(database, saleId)),
    giveUp: (orderId, accountId, clockSpec = "+0") => giveUpOrder(pool, orderId, accountId, clockSpec),
    expireDue: (max, clockSpec) => expireOrders(pool, max, clockSpec),
    extend: (orderId, accountId, clockSpec) => extendHold(pool, orderId, accountId, clockSpec),
    findForAccount: () => network.call(from, "postgres order", unasked),
    listForAccount: () => network.call(from, "postgres orders", unasked),
  };
}

/** The shop's own payments over the simulated tables and provider. */
export function createSimulatedPayments(parts: BookParts, from: Program): { payments: Payments; pool: ShopPool } {
  const pool = createSimulatedPool(parts.database, parts.network, from);
  const payments = createPayments({
    pool,
    clock: parts.clocks.of(from.name),
    provider: breakProvider(parts.provider.from(from), parts.flaws),
    steps: breakSteps(parts.flaws),
    logger: { warn: () => undefined },
  });
  return { payments, pool };
}

function unasked(): never {
  throw new Error("nobody reads orders as pages here");
}

let lastKey = 0;

function breakProvider(provider: PaymentProvider, flaws: ProgramFlaws): PaymentProvider {
  const newKey = () => {
    lastKey += 1;
    return `key:${lastKey}`;
  };
  return {
    ...provider,
    ...(flaws.refundsWithoutKey && {
      refund: (request) => provider.refund({ ...request, refundKey: newKey() }),
    }),
    ...(flaws.chargesWithoutKey && {
      charge: (request) => provider.charge({ ...request, idempotencyKey: newKey() }),
    }),
  };
}

function breakSteps(flaws: ProgramFlaws): OrderSteps {
  if (!flaws.keepsLateMoney) return orderSteps;
  return { ...orderSteps, markPaid: async () => ({ word: "unmoved", state: "paid" }) };
}
