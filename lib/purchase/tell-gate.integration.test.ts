import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SaleSnapshot } from "../domain";
import { createOrders } from "../orders/create-orders";
import { relayBatch } from "../orders/outbox";
import { type AdjustableClock, createClock } from "../platform/clock";
import { readEndedAgo } from "../sales/read-ended-ago";
import { readPublicSales } from "../sales/read-sales";
import { createGate } from "../stock/create-gate";
import type { Gate } from "../stock/gate";
import { createAccount, createSale, makeBooking } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { GateNotLoadedError } from "./gate-not-loaded";
import { loadGate } from "./load-gate";
import { tellGate } from "./tell-gate";
import { isTended } from "./watch-phases";

// News for a gate that is being loaded: the load may have read the books before it. A worker that takes such news for old
// leaves the gate with a unit held for ever.

let server: RealRedis;
let database: TestDatabase;
let clock: AdjustableClock;
let gate: Gate;
let sale: SaleSnapshot;

beforeAll(async () => {
  server = await startRealRedis();
});
afterAll(() => server.stop());

beforeEach(async () => {
  database = await createTestDatabase();
  await server.connect().flushall();
  clock = createClock();
  gate = createGate({ redis: server.connect(), clock });
  const made = await createSale(database.pool, { stock: 5, paymentWindowSeconds: 60 });
  const account = await createAccount(database.pool);
  const orders = createOrders({ pool: database.pool });
  await orders.place(made.id, [makeBooking(made, account.id, { receivedAtMs: Date.now() })], clock.spec());
  const [record] = await readPublicSales(database.pool, 0);
  if (record === undefined) throw new Error("no sale");
  sale = record.snapshot;
});
afterEach(() => database.drop());

/** What the loop of a worker does, and how it says whether a sale's news can be forgotten. */
const relay = (endedAgoMs: (saleId: number) => Promise<number | null>) =>
  relayBatch(database.pool, "gate", 100, (payloads) => tellGate({ gate, endedAgoMs }, payloads));

const byBooks = (saleId: number) => readEndedAgo(database.pool, saleId, clock.spec());

/** The hold ends while the gate is being loaded from what was read before. Resolves with what the gate says afterwards. */
async function expireDuringLoad(endedAgoMs: (saleId: number) => Promise<number | null>): Promise<number> {
  const orders = createOrders({ pool: database.pool });
  await loadGate(
    {
      gate,
      syncBoard: async () => undefined,
      raiseEpoch: async () => sale.epoch + 1,
      async readForGate(saleId) {
        const truth = await orders.readForGate(saleId);
        clock.adjust("+120000");
        expect(await orders.expireDue(10, clock.spec())).toBe(1);
        await relay(endedAgoMs).catch((error: unknown) => expect(error).toBeInstanceOf(GateNotLoadedError));
        return truth;
      },
    },
    sale,
  );
  await database.pool.query("UPDATE outbox SET not_before = now()");
  await relay(endedAgoMs);
  const counts = await gate.readSale(sale.id);
  if (counts === "not_loaded") throw new Error("the gate is not loaded");
  return counts.items.reduce((sum, { held }) => sum + held, 0);
}

describe("news for a gate that is being loaded", () => {
  it("comes again when the gate is open", async () => {
    expect(await expireDuringLoad(byBooks)).toBe(0);
  });

  it("would be lost by a worker that asks its board, which is gone with Redis", async () => {
    const boardOf = (_saleId: number): SaleSnapshot | undefined => undefined;
    const byBoard = async (saleId: number) => (isTended(boardOf(saleId), clock.nowMs()) ? 0 : null);
    expect(await expireDuringLoad(byBoard)).toBe(1);
  });
});

describe("news for a gate that nobody loads any more", () => {
  it("is kept until an hour and a minute after the sale, and then forgotten", async () => {
    const leftMs = sale.endsAtMs - Date.now();
    clock.adjust(`+${leftMs + 3_600_000}`);
    expect(await createOrders({ pool: database.pool }).expireDue(10, clock.spec())).toBe(1);
    await expect(relay(byBooks)).rejects.toThrow(GateNotLoadedError);
    await database.pool.query("UPDATE outbox SET not_before = now()");
    clock.adjust(`+${leftMs + 3_662_000}`);
    expect(await relay(byBooks)).toBeGreaterThan(0);
  });

  it("is forgotten where the books know no such sale", async () => {
    expect(await byBooks(sale.id + 1)).toBeNull();
  });
});
