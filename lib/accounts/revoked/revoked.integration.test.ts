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
const passOf = (accountId: string, expiresAtMs = Date.now() + hourMs) => ({ accountId, expiresAtMs });

async function forget(accountId: string, ago: string): Promise<void> {
  await database.pool.query(
    `UPDATE accounts SET email = 'deleted-' || lower(id) || '@deleted.invalid', deleted_at = now() - $2::interval
     WHERE id = $1`,
    [accountId, ago],
  );
}

/** As when somebody is signed out elsewhere. */
async function callIn(accountId: string, endingBeforeMs: number): Promise<void> {
  await database.pool.query("UPDATE accounts SET passes_void_before = $2 WHERE id = $1", [
    accountId,
    new Date(endingBeforeMs),
  ]);
}

describe("the list of suspended accounts", () => {
  it("reaches every process by a message, and by the lease when no message does", async () => {
    const [{ id }, other] = [await createAccount(database.pool), await createAccount(database.pool)];
    const [told, asking] = [await openCopy(hourMs), await openCopy(20, false)];
    await suspend(id);
    expect(await sync()).toBe(1);
    await expect.poll(() => told.refuses(passOf(id))).toBe(true);
    await expect.poll(() => asking.refuses(passOf(id))).toBe(true);
    expect(told.refuses(passOf(other.id))).toBe(false);
    await suspend(id, false);
    expect(await sync()).toBe(1);
    await expect.poll(() => told.refuses(passOf(id))).toBe(false);
    await expect.poll(() => asking.refuses(passOf(id))).toBe(false);
    expect(await sync()).toBe(0);
  });

  it("knows passes that were called in from those given later, until the last of them has ended", async () => {
    const [{ id }, { id: over }] = [await createAccount(database.pool), await createAccount(database.pool)];
    const [told, asking] = [await openCopy(hourMs), await openCopy(20, false)];
    const untilMs = Date.now() + hourMs;
    await callIn(id, untilMs);
    await callIn(over, Date.now() - 1);
    expect(await sync()).toBe(1);
    for (const copy of [told, asking]) {
      await expect.poll(() => copy.refuses(passOf(id, untilMs - 1))).toBe(true);
      expect(copy.refuses(passOf(id, untilMs))).toBe(false);
      expect(copy.refuses(passOf(over, 1))).toBe(false);
    }
    expect(await sync()).toBe(0);
    await suspend(id);
    expect(await sync()).toBe(2);
    await expect.poll(() => told.refuses(passOf(id, untilMs + hourMs))).toBe(true);
  });

  it("has every pass of an account that was deleted", async () => {
    const [{ id }, { id: older }] = [await createAccount(database.pool), await createAccount(database.pool)];
    const copy = await openCopy(hourMs);
    await forget(id, "0 seconds");
    await forget(older, "9 days");
    expect(await sync()).toBe(1);
    await expect.poll(() => copy.refuses(passOf(id, Date.now() + 10 * hourMs))).toBe(true);
    expect(await server.connect().smembers(revokedKeys.accounts)).toEqual([id]);
  });

  it("is written again after Redis has lost it, also when nobody is on it any more", async () => {
    const { id } = await createAccount(database.pool);
    await suspend(id);
    await sync();
    const copy = await openCopy(hourMs, false);
    expect(copy.refuses(passOf(id))).toBe(true);
    await server.connect().flushall();
    await copy.refresh();
    expect(copy.refuses(passOf(id)), "the last copy stays").toBe(true);
    await suspend(id, false);
    await sync();
    await copy.refresh();
    expect(copy.refuses(passOf(id))).toBe(false);
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
