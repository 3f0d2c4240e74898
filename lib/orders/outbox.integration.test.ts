import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { relayBatch } from "./outbox";

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(async () => {
  await database.drop();
});

async function write(payloads: readonly unknown[], topic = "gate"): Promise<void> {
  for (const payload of payloads) {
    await database.pool.query("INSERT INTO outbox (topic, payload) VALUES ($1, $2)", [topic, JSON.stringify(payload)]);
  }
}

/** `later`: the news was put off, however long ago that was by now. */
async function waiting(): Promise<readonly { payload: unknown; tries: number; later: boolean }[]> {
  const { rows } = await database.pool.query<{ payload: unknown; tries: number; later: boolean }>(
    "SELECT payload, tries, not_before > created_at AS later FROM outbox ORDER BY id",
  );
  return rows;
}

/** As if the waiting time of failed news were over, by a margin for a machine whose clock is set back a little. */
async function passBackoff(): Promise<void> {
  await database.pool.query("UPDATE outbox SET not_before = now() - interval '1 hour'");
}

describe("relayBatch", () => {
  it("delivers in the order of writing, one sale at a time, and forgets what was delivered", async () => {
    await write([
      { saleId: 1, n: 1 },
      { saleId: 2, n: 2 },
      { saleId: 1, n: 3 },
    ]);
    await write([{ saleId: 1, n: 4 }], "mail");
    const calls: unknown[] = [];
    expect(await relayBatch(database.pool, "gate", 10, async (payloads) => void calls.push(payloads))).toBe(3);
    expect(calls).toEqual([
      [
        { saleId: 1, n: 1 },
        { saleId: 1, n: 3 },
      ],
      [{ saleId: 2, n: 2 }],
    ]);
    expect(await waiting()).toMatchObject([{ payload: { saleId: 1, n: 4 }, tries: 0 }]);
  });

  it("takes the oldest, no more than it is told to", async () => {
    await write([1, 2, 3].map((n) => ({ saleId: 1, n })));
    const seen: unknown[] = [];
    const deliver = async (payloads: readonly unknown[]) => void seen.push(...payloads);
    expect(await relayBatch(database.pool, "gate", 2, deliver)).toBe(2);
    expect(seen).toEqual([
      { saleId: 1, n: 1 },
      { saleId: 1, n: 2 },
    ]);
  });

  it("keeps news that could not be delivered for later, and lets other sales' news pass", async () => {
    await write([
      { saleId: 1, n: 1 },
      { saleId: 2, n: 2 },
    ]);
    // After so many failures it is put off for ten seconds: long enough to be seen waiting on the slowest machine.
    await database.pool.query("UPDATE outbox SET tries = 20 WHERE payload->>'saleId' = '1'");
    const deliver = async (payloads: readonly unknown[]) => {
      if (JSON.stringify(payloads).includes('"saleId":1')) throw new Error("the gate is away");
    };
    await expect(relayBatch(database.pool, "gate", 10, deliver)).rejects.toThrow("the gate is away");
    expect(await waiting()).toEqual([{ payload: { saleId: 1, n: 1 }, tries: 21, later: true }]);
    expect(await relayBatch(database.pool, "gate", 10, deliver)).toBe(0);
  });

  it("does not let one piece nobody can read hold up its sale for ever", async () => {
    await write(["good", "bad", "good", "good"].map((word, n) => ({ saleId: 1, word, n })));
    const seen: unknown[] = [];
    const deliver = async (payloads: readonly unknown[]) => {
      if (JSON.stringify(payloads).includes("bad")) throw new Error("unreadable");
      seen.push(...payloads);
    };
    for (let round = 0; round < 3; round += 1) {
      await expect(relayBatch(database.pool, "gate", 10, deliver)).rejects.toThrow("unreadable");
      await passBackoff();
    }
    expect(seen).toEqual([]);
    await expect(relayBatch(database.pool, "gate", 10, deliver)).rejects.toThrow("unreadable");
    expect(await relayBatch(database.pool, "gate", 10, deliver)).toBe(2);
    expect(seen).toHaveLength(3);
    expect(await waiting()).toMatchObject([{ payload: { word: "bad" }, tries: 4, later: true }]);
  });

  it("waits at most ten seconds between tries", async () => {
    await write([{ saleId: 1 }]);
    await database.pool.query("UPDATE outbox SET tries = 1000000");
    const away = async () => {
      throw new Error("away");
    };
    await expect(relayBatch(database.pool, "gate", 10, away)).rejects.toThrow("away");
    const { rows } = await database.pool.query(
      "SELECT not_before - now() <= interval '10 seconds' AS soon FROM outbox",
    );
    expect(rows).toEqual([{ soon: true }]);
  });

  it("delivers every piece to one of several relays at once", async () => {
    await write(Array.from({ length: 200 }, (_, n) => ({ saleId: n % 7, n })));
    const seen: unknown[] = [];
    const relay = async () => {
      while ((await waiting()).length > 0) {
        await relayBatch(database.pool, "gate", 20, async (payloads) => void seen.push(...payloads));
      }
    };
    await Promise.all([relay(), relay(), relay()]);
    expect(seen).toHaveLength(200);
    expect(new Set(seen.map((payload) => JSON.stringify(payload))).size).toBe(200);
  });

  it("delivers again what was delivered by a relay that died before it could say so", async () => {
    await write([{ saleId: 1, n: 1 }]);
    const dying = database.openPool(1);
    const seen: unknown[] = [];
    const died = relayBatch(dying, "gate", 10, async (payloads) => {
      seen.push(...payloads);
      await database.pool.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'",
      );
    });
    await expect(died).rejects.toThrow();
    expect(await relayBatch(database.pool, "gate", 10, async (payloads) => void seen.push(...payloads))).toBe(1);
    expect(seen).toEqual([
      { saleId: 1, n: 1 },
      { saleId: 1, n: 1 },
    ]);
  });
});
