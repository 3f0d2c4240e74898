import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { migrationsFolder } from "../bin/migrate.mjs";
import { describeDifference } from "./schema-difference.mjs";

// Writes the next migration: what has to change from the migrations there are to prisma/schema.prisma.
// DATABASE_URL names a PostgreSQL server on which a scratch database may be made; its own data is not touched.
//
//   DATABASE_URL=postgresql://… node tools/make-migration.mjs add_gift_note
//
// Read the result before committing it, and add what a schema file cannot say. Expand first, contract in a later
// release: the processes of the former release still run while a migration is applied.

const name = process.argv[2] ?? "";
const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error("usage: DATABASE_URL=postgresql://… node tools/make-migration.mjs <name_in_snake_case>");
  process.exit(1);
}

const sql = await describeDifference(databaseUrl);
if (sql === "") {
  console.log("The schema says nothing that the migrations do not.");
} else {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(migrationsFolder, `${stamp}_${name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "migration.sql"), `${sql}\n`);
  console.log(`Wrote ${join(folder, "migration.sql")}`);
}
