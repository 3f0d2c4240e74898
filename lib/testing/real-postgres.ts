import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { createPool, type ShopPool } from "../platform/postgres";
import { templateName, urlOf } from "./postgres-global-setup";

/** A fresh, migrated and empty database on the test run's PostgreSQL. */
export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** Closed with the database. */
  readonly pool: ShopPool;
  /** Another pool, closed with the database, for a second process' point of view. */
  openPool(max?: number): ShopPool;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const postgresUrl = inject("postgresUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await runOnServer(postgresUrl, `CREATE DATABASE ${name} TEMPLATE ${templateName}`);
  const url = urlOf(postgresUrl, name);
  const pools: ShopPool[] = [];

  function openPool(max = 20): ShopPool {
    const pool = createPool({ url, max, applicationName: name, statementTimeoutMs: 30_000, lockTimeoutMs: 20_000 });
    pools.push(pool);
    return pool;
  }

  return {
    url,
    name,
    pool: openPool(),
    openPool,
    async drop() {
      await Promise.all(pools.map((pool) => pool.end()));
      await runOnServer(postgresUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function runOnServer(postgresUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
