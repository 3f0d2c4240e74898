import { join, resolve } from "node:path";
import { seedEmptyShop } from "./demo.mjs";
import { keepSecret } from "./keep-secret.mjs";
import { startPostgres } from "./postgres.mjs";
import { projectDir } from "./project.mjs";
import { startRedis } from "./redis.mjs";
import { say } from "./say.mjs";

/**
 * Databases, schema, first data.
 *
 * @param {import("./read-settings.mjs").Settings} settings
 * @param {import("./shop-parts.mjs").Parts} parts
 * @param {import("./ending.mjs").Ending} ending
 * @param {() => void} tell
 * @returns {Promise<NodeJS.ProcessEnv>} what the programs run with
 */
export async function openServices({ env, given, needs, dataDir }, parts, ending, tell) {
  const starting = [];
  if (needs.postgres) {
    starting.push(
      startPostgres({ dataDir: join(dataDir, "postgres"), log: say }).then((server) => {
        parts.postgres = server;
        watchServer("PostgreSQL", server, join(dataDir, "postgres/server.log"), ending);
        tell();
      }),
    );
  }
  if (needs.redis) {
    starting.push(
      startRedis({ dataDir: join(dataDir, "redis"), log: say }).then((server) => {
        parts.redis = server;
        watchServer("redis-server", server, join(dataDir, "redis/server.log"), ending);
        tell();
      }),
    );
  }
  // Both, even when one fails: what has started must be known before anything is stopped.
  const failed = (await Promise.allSettled(starting)).find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  ending.signal.throwIfAborted();

  const demo = given.ZEROHOUR_DEMO || (needs.postgres ? "1" : "0");
  /** @type {NodeJS.ProcessEnv} */
  const programEnv = {
    ...given,
    PORT: String(env.PORT),
    HOST: env.HOST,
    APP_ORIGIN: env.APP_ORIGIN,
    DATA_DIR: dataDir,
    DATABASE_URL: parts.postgres?.url ?? given.DATABASE_URL,
    REDIS_URL: parts.redis?.url ?? given.REDIS_URL,
    AUTH_SECRET: needs.secret ? keepSecret(dataDir) : given.AUTH_SECRET,
    ZEROHOUR_DEMO: demo,
    ...(given.BACKUP_DIR ? { BACKUP_DIR: resolve(projectDir, given.BACKUP_DIR) } : {}),
    // Whoever runs a database elsewhere has a schedule of their own.
    BACKUP_EVERY_HOURS: given.BACKUP_EVERY_HOURS || (needs.postgres ? "24" : "0"),
    ZEROHOUR_FILLED_IN: namesFilledIn(needs),
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const { applyMigrations } = await import("../migrate.mjs");
  await applyMigrations(programEnv.DATABASE_URL ?? "");
  ending.signal.throwIfAborted();
  if (demo === "1" && (await seedEmptyShop(programEnv, ending.signal))) say("Demo data made.");
  return programEnv;
}

/**
 * Variables whose values are ours and not the operator's, for whoever wants to know what the shop was started with.
 *
 * @param {import("./read-settings.mjs").Settings["needs"]} needs
 */
function namesFilledIn(needs) {
  const names = { postgres: "DATABASE_URL", redis: "REDIS_URL", secret: "AUTH_SECRET" };
  return Object.entries(names)
    .filter(([part]) => needs[/** @type {keyof typeof names} */ (part)])
    .map(([, name]) => name)
    .join(",");
}

/**
 * A server that ends by itself takes the shop with it: nothing works without it, and its data wants a look.
 *
 * @param {string} name
 * @param {{ child: import("node:child_process").ChildProcess }} server
 * @param {string} logFile
 * @param {import("./ending.mjs").Ending} ending
 */
function watchServer(name, { child }, logFile, ending) {
  child.once("exit", (code, signal) => {
    ending.fail(`${name} ended unexpectedly (${signal ?? `code ${code}`}), so the shop stops; see ${logFile}.`);
  });
}
