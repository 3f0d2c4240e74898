import { describe, expect, it } from "vitest";
import { composeAttemptId, orderIdOfAttempt } from "../domain";
import { orderSteps } from "../orders/order-steps";
import { createPayments } from "../payments/payments";
import type { Charge, PaymentProvider } from "../payments/provider";
import { createSimulatedOrders } from "./actors/book-ports";
import { createSimulatedPool } from "./books/simulated-pool";
import { checkBooks } from "./checks/books-checks";
import { flawless } from "./flaws";
import { Program } from "./network";
import { readWebhook } from "./simulated-provider";
import { firstItemId, priceMinor, saleId } from "./the-sale";
import { World } from "./world";

type State = Charge["state"];

/** All orders of these. */
function permute<Each>(all: readonly Each[]): readonly (readonly Each[])[] {
  if (all.length === 0) return [[]];
  return all.flatMap((first, position) =>
    permute(all.filter((_, other) => other !== position)).map((rest) => [first, ...rest]),
  );
}

interface Event {
  readonly id: string;
  /** How the charge stands when the shop asks after this event. */
  readonly answer: State;
}

/** Where everything is when the last event has been worked. */
async function workEvents(events: readonly Event[]): Promise<string> {
  const world = new World(
    { items: [{ total: 1, later: 0 }], limit: 1, lineFactor: 1, shoppers: [], cancelledAt: null, ...calm },
    flawless,
  );
  world.network.isCalm = true;
  const program = new Program("worker");
  const attemptId = composeAttemptId(saleId, "buyer".padEnd(22, "_"));
  const orderId = orderIdOfAttempt(attemptId);
  const about = { accountId: "buyer", itemId: firstItemId, quantity: 1, slots: 1, receivedAtMs: 0 };
  await createSimulatedOrders(world.bookParts, program).place(saleId, [{ attemptId, ...about }], "+0");
  const provider = new ProviderInPieces();
  const payments = createPayments({
    ...{ pool: createSimulatedPool(world.database, world.network, program), clock: world.clocks.of("worker") },
    ...{ provider, steps: orderSteps, logger: { warn: () => undefined } },
  });
  await payments.pay({ orderId, accountId: "buyer", method: "card", simulate: "timeout" });
  for (const { id, answer } of events) {
    provider.state = answer;
    const body = JSON.stringify({ id, type: `charge.${answer}`, ref: "sim_1" });
    await payments.receiveWebhook("simulated", new TextEncoder().encode(body), new Headers());
    await payments.applyEvents();
  }
  const { tables } = world.database;
  const [payment] = tables.payments.values();
  const item = tables.items.get(firstItemId);
  const breaches = checkBooks(world.database);
  const unworked = [...tables.paymentEvents.values()].filter((event) => event.processedAtMs === null).length;
  return [
    `order ${world.database.orderOf(orderId)?.state}`,
    `payment ${payment?.state}`,
    `held ${item?.held} sold ${item?.sold}`,
    ...(unworked > 0 ? [`${unworked} events not worked`] : []),
    ...breaches,
  ].join(", ");
}

const calm = { trouble: "anything", lateLosses: 0, tape: [] } as const;

/** Answers the call with nothing, and every question with what it is told to. */
class ProviderInPieces implements PaymentProvider {
  readonly name = "simulated";
  readonly verifyWebhook = readWebhook;
  state: State = "pending";
  private key = "";

  async charge({ idempotencyKey }: { readonly idempotencyKey: string }) {
    this.key = idempotencyKey;
    return { word: "no_answer" } as const;
  }

  async find(): Promise<Charge> {
    const amount = { minor: priceMinor, currency: "EUR" };
    return { ref: "sim_1", idempotencyKey: this.key, amount, state: this.state, reason: "" };
  }

  cancel(): Promise<Charge> {
    return this.find();
  }

  refund(): Promise<Charge> {
    return this.find();
  }
}

/** How often each end was reached. */
async function endsOf(events: readonly Event[]): Promise<Record<string, number>> {
  const ends: Record<string, number> = {};
  for (const order of permute(events)) {
    const end = await workEvents(order);
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return ends;
}

describe("six events of an order, in all 720 orders", { timeout: 120_000 }, () => {
  it("end with a paid order, even when every answer is as old as its event", async () => {
    const answers: readonly State[] = ["pending", "pending", "failed", "cancelled", "succeeded", "succeeded"];
    const events = answers.map((answer, position) => ({ id: `evt_${position}`, answer }));
    expect(await endsOf(events)).toEqual({ "order paid, payment succeeded, held 0 sold 1": 720 });
  });

  it("end where the provider is, when all that is told is long past", async () => {
    const events = Array.from({ length: 6 }, (_, position) => ({
      id: `evt_${position}`,
      answer: "succeeded" as const,
    }));
    expect(await endsOf(events)).toEqual({ "order paid, payment succeeded, held 0 sold 1": 720 });
  });

  it("give nothing away when the money went back before the shop heard of it", async () => {
    const events = Array.from({ length: 6 }, (_, position) => ({ id: `evt_${position}`, answer: "refunded" as const }));
    expect(await endsOf(events)).toEqual({ "order reserved, payment refunded, held 1 sold 0": 720 });
  });

  it("would be seen to end differently if they did (control)", async () => {
    // Money that is heard of after it went back: here an old answer does make a difference, to the shopper's order.
    const ends = await endsOf([
      { id: "evt_1", answer: "succeeded" },
      { id: "evt_2", answer: "refunded" },
    ]);
    expect(Object.keys(ends).length).toBeGreaterThan(1);
  });
});
