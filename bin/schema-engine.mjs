import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

// Prisma's schema engine as WebAssembly: the same engine the `prisma` command downloads as a binary, without the
// download. Node 20 cannot import a .wasm file, so the module is instantiated here by hand.

const require = createRequire(import.meta.url);

/** @type {Promise<typeof import("@prisma/schema-engine-wasm/schema_engine_bg")> | undefined} */
let loading;

function loadEngineModule() {
  loading ??= (async () => {
    const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
    const folder = dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
    const bytes = readFileSync(join(folder, "schema_engine_bg.wasm"));
    const imports = Object.fromEntries(Object.entries(glue).map(withUnheldTimer));
    const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": imports });
    glue.__wbg_set_wasm(instance.exports);
    const begin = /** @type {() => void} */ (instance.exports.__wbindgen_start);
    begin();
    return glue;
  })();
  return loading;
}

/**
 * The engine starts a timer of 10 s around its lock and never clears it; it must not keep the process waiting.
 *
 * @param {[name: string, value: any]} entry
 * @returns {[name: string, value: any]}
 */
function withUnheldTimer([name, value]) {
  if (!name.startsWith("__wbg_setTimeout_")) return [name, value];
  return [name, (/** @type {() => void} */ work, /** @type {number} */ ms) => Number(setTimeout(work, ms).unref())];
}

/** How the engine's questions read columns of the type "char", and what they call them. */
const charColumns = [
  {
    name: "constraint_type",
    asked: "constr.contype AS constraint_type",
    cast: "constr.contype::text AS constraint_type",
  },
  { name: "confdeltype", asked: "con.confdeltype,", cast: "con.confdeltype::text AS confdeltype," },
  { name: "confupdtype", asked: "con.confupdtype,", cast: "con.confupdtype::text AS confupdtype," },
];

/** @param {string} sql */
function castCharColumns(sql) {
  return charColumns.reduce((text, column) => text.replace(column.asked, column.cast), sql);
}

/**
 * Makes up for two gaps of the adapter. It splits scripts at every semicolon, which tears function bodies apart and
 * leaves a half-applied migration behind: here a script is one message and so one transaction. And it cannot read
 * PostgreSQL's internal type "char", which the engine asks for when a database has check constraints.
 *
 * @template {import("@prisma/driver-adapter-utils").SqlDriverAdapter & { underlyingDriver(): import("pg").Pool }} Adapter
 * @param {Adapter} adapter
 * @param {(error: unknown) => void} onError the engine's own report leaves out what PostgreSQL said
 * @returns {Adapter}
 */
function mendAdapter(adapter, onError) {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw({ ...query, sql: castCharColumns(query.sql) });
    for (const [index, name] of result.columnNames.entries()) {
      if (charColumns.some((column) => column.name === name)) result.columnTypes[index] = ColumnTypeEnum.Character;
    }
    return result;
  };
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      onError(error);
      throw error;
    }
  };
  return adapter;
}

/**
 * Runs `work` with an engine on the database of `databaseUrl`.
 * Rejects with PostgreSQL's own error when a script failed.
 *
 * @template Result
 * @param {string} databaseUrl
 * @param {(engine: import("@prisma/schema-engine-wasm/schema_engine_bg").SchemaEngine) => Promise<Result>} work
 * @param {{ lockTimeoutMs: number }} [patience] how long a statement may wait for what others have locked; 0 is without end
 * @returns {Promise<Result>}
 */
export async function withSchemaEngine(databaseUrl, work, { lockTimeoutMs } = { lockTimeoutMs: 0 }) {
  const { SchemaEngine } = await loadEngineModule();
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 2,
    connectionTimeoutMillis: 10_000,
    lock_timeout: lockTimeoutMs,
  });
  pool.on("error", () => undefined); // the query that meets the lost connection reports it
  /** @type {unknown} */
  let scriptError;
  try {
    const factory = new PrismaPg(pool);
    const connect = factory.connect.bind(factory);
    factory.connect = async () =>
      mendAdapter(await connect(), (error) => {
        scriptError = error;
      });
    // With a connection string the adapter's scratch databases are the database itself: whoever needs one makes it.
    factory.connectToShadowDb = async () => {
      throw new Error("scratch databases are not supported");
    };
    const adapters = bindMigrationAwareSqlAdapterFactory(factory);
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, adapters);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } catch (error) {
    throw scriptError ?? error;
  } finally {
    await pool.end();
  }
}
