import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAccount } from "../../testing/factories";
import { createTestDatabase, type TestDatabase } from "../../testing/real-postgres";
import { type RealRedis, startRealRedis } from "../../testing/real-redis";
import { openRevokedAccounts, type RevokedAccounts, revokedKeys } from "./revoked-accounts";
import { syncRevoked } from "./sync-revoked";

let server: RealRedis;
let database: TestDatabase;
let copies: RevokedAccounts[] = [];

beforeAll(async () => {
  server = await startRealRedis();
});

afterAll(() => server.stop());

beforeEach(async () => {
  database = await createTestDatabase();
  await server.connect().flushall();
});

afterEach(async () => {
  for (const copy of copies) copy.stop();
  copies = [];
  await database.drop();
});

const sync = () => syncRevoked({ pool: database.pool, redis: server.connect() });

async function openCopy(leaseMs: number, heard = true): Promise<RevokedAccounts> {
  const subscriber = server.connect();
  const copy = await openRevokedAccounts({ redis: server.connect(), subscriber, leaseMs, onError: () => undefined });
  if (!heard) await subscriber.unsubscribe();
  copies.push(copy);
  return copy;
}

async function suspend(accountId: string, banned = true, ago = "0 seconds"): Promise<void> {
  await database.pool.query("UPDATE accounts SET banned = $2, updated_at = now() - $3::interval WHERE id = $1", [
    accountId,
    banned,
    ago,
  ]);
}

const hourMs = 3_600_000;

describe("the list of suspended accounts", () => {
  it("reaches every process by a message, and by the lease when no message does", async () => {
    const [{ id }, other] = [await createAccount(database.pool), await createAccount(database.pool)];
    const [told, asking] = [await openCopy(hourMs), await openCopy(20, false)];
    await suspend(id);
    expect(await sync()).toBe(1);
    await expect.poll(() => told.has(id)).toBe(true);
    await expect.poll(() => asking.has(id)).toBe(true);
    expect(told.has(other.id)).toBe(false);
    await suspend(id, false);
    expect(await sync()).toBe(1);
    await expect.poll(() => told.has(id)).toBe(false);
    await expect.poll(() => asking.has(id)).toBe(false);
    expect(await sync()).toBe(0);
  });

  it("is written again after Redis has lost it, also when nobody is on it any more", async () => {
    const { id } = await createAccount(database.pool);
    await suspend(id);
    await sync();
    const copy = await openCopy(hourMs, false);
    expect(copy.has(id)).toBe(true);
    await server.connect().flushall();
    await copy.refresh();
    expect(copy.has(id), "the last copy stays").toBe(true);
    await suspend(id, false);
    await sync();
    await copy.refresh();
    expect(copy.has(id)).toBe(false);
  });

  it("holds those alone whose passes may still live", async () => {
    const [old, over] = [await createAccount(database.pool), await createAccount(database.pool)];
    await suspend(old.id, true, "9 days");
    await suspend(over.id);
    await database.pool.query("UPDATE accounts SET ban_expires = now() - interval '1 minute' WHERE id = $1", [over.id]);
    await sync();
    expect(await server.connect().smembers(revokedKeys.accounts)).toEqual([]);
  });

  it("is right after many were suspended and restored by several processes at once", async () => {
    const accounts = await Promise.all(Array.from({ length: 20 }, () => createAccount(database.pool)));
    await Promise.all(
      accounts.map(async ({ id }, index) => {
        await suspend(id);
        await sync();
        if (index % 2 === 0) return;
        await suspend(id, false);
        await sync();
      }),
    );
    // The worker's next round.
    await sync();
    const expected = accounts.filter((_, index) => index % 2 === 0).map(({ id }) => id);
    expect((await server.connect().smembers(revokedKeys.accounts)).sort()).toEqual(expected.sort());
  });
});
