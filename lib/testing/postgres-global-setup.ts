import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "../../bin/migrate.mjs";
import { startPostgres } from "../../bin/services/postgres.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Of the test run's own PostgreSQL, on its maintenance database; `createTestDatabase` uses it. */
    postgresUrl: string;
  }
}

export const templateName = "zerohour_template";

/** One PostgreSQL for the whole test run, with one migrated database that all others are copied from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "zerohour-postgres-"));
  // Nothing in a test run has to survive a power cut.
  const server = await startPostgres({ dataDir: directory, fastUnsafe: true, settings: { max_connections: "400" } });

  /** A test run that is cut short must not leave a server behind. */
  function killWithUs(): void {
    server.child.kill("SIGKILL");
  }
  process.once("exit", killWithUs);

  async function teardown(): Promise<void> {
    process.off("exit", killWithUs);
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }

  try {
    const postgresUrl = urlOf(server.url, "postgres");
    await createTemplate(postgresUrl);
    project.provide("postgresUrl", postgresUrl);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

/** The same server and user, another database. */
export function urlOf(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

async function createTemplate(postgresUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${templateName}`);
  } finally {
    await client.end();
  }
  await applyMigrations(urlOf(postgresUrl, templateName));
}
