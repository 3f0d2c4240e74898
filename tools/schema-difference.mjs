import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { applyMigrations, readMigrations } from "../bin/migrate.mjs";
import { withSchemaEngine } from "../bin/schema-engine.mjs";

const schemaFile = fileURLToPath(new URL("../prisma/schema.prisma", import.meta.url));

/**
 * What has to change from the migrations there are to a schema, as SQL; empty when both say the same.
 * Works on a scratch database that it makes on the server of `databaseUrl` and drops again.
 *
 * @param {string} databaseUrl
 * @param {string} [schema] prisma/schema.prisma by default
 * @returns {Promise<string>}
 */
export async function describeDifference(databaseUrl, schema = readFileSync(schemaFile, "utf8")) {
  const files = [{ path: "schema.prisma", content: schema }];
  if (readMigrations().length === 0) return diff(databaseUrl, { tag: "empty" }, files);
  const name = `zerohour_scratch_${randomBytes(6).toString("hex")}`;
  const scratchUrl = new URL(databaseUrl);
  scratchUrl.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
    try {
      await applyMigrations(scratchUrl.href);
      return await diff(scratchUrl.href, { tag: "schemaDatasource", files, configDir: "." }, files);
    } finally {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}

/**
 * @param {string} databaseUrl
 * @param {import("@prisma/schema-engine-wasm/schema_engine_bg").DiffTarget} from
 * @param {{ path: string, content: string }[]} files
 */
async function diff(databaseUrl, from, files) {
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from,
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  const sql = (stdout ?? "").trim();
  return sql === "-- This is an empty migration." ? "" : sql;
}
