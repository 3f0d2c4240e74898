import { join } from "node:path";
import { buildPrograms, buildShop } from "./build.mjs";
import { findNextSale, readLogins } from "./demo.mjs";
import { Asked, listenForEnd } from "./ending.mjs";
import { secretFileOf } from "./keep-secret.mjs";
import { stopLeftovers } from "./leftovers.mjs";
import { takeLock } from "./lock.mjs";
import { openPrograms } from "./open-programs.mjs";
import { openServices } from "./open-services.mjs";
import { ReadableError } from "./processes.mjs";
import { readSettings } from "./read-settings.mjs";
import { removeRuntime, writeRuntime } from "./runtime-file.mjs";
import { complain, say } from "./say.mjs";
import { enterServing } from "./serving.mjs";
import { addressOf, requirePort } from "./shop-address.mjs";
import { killAll, recordsOf, stopAll } from "./shop-parts.mjs";
import { tellShop } from "./tell-shop.mjs";
import { childRecord, startWatchdog } from "./watchdog.mjs";

// One shop, from nothing to open and back to nothing.

/**
 * Starts a shop and keeps it until somebody or something ends it.
 *
 * @param {"production" | "development"} mode
 * @returns {Promise<number>} exit code: 0 when it was open and was asked to stop
 */
export async function runShop(mode) {
  const startedMs = performance.now();
  const settings = await readSettings(mode);
  const { dataDir } = settings;
  const lock = await lockDataDir(dataDir, settings.env.APP_ORIGIN);
  /** @type {import("./shop-parts.mjs").Parts} */
  const parts = {};
  const ending = listenForEnd(() => killAll(parts));
  /** @type {ReturnType<typeof startWatchdog> | undefined} */
  let watchdog;
  /** @type {(() => void) | undefined} */
  let leaveServing;
  /** @type {(() => void) | undefined} */
  let tellRuntime;
  let opened = false;
  try {
    await requirePort(settings.env);
    await (mode === "production" ? buildShop(ending) : buildPrograms(ending));
    leaveServing = enterServing(settings.env.APP_ORIGIN);
    watchdog = startWatchdog();
    const tell = () => {
      lock.recordChildren(recordsOf(parts));
      watchdog?.watch(recordsOf(parts));
      tellRuntime?.();
    };
    const programEnv = await openServices(settings, parts, ending, tell);
    await openPrograms({ mode, settings, parts, ending, tell, programEnv });
    opened = true;
    tellRuntime = () => writeRuntime(dataDir, describeShop(settings, programEnv, parts));
    tellRuntime();
    const isDemo = programEnv.ZEROHOUR_DEMO === "1";
    const nextSale = isDemo ? await findNextSale(addressOf(settings.env)) : undefined;
    const logins = isDemo ? readLogins(dataDir) : [];
    const tookMs = performance.now() - startedMs;
    if (!ending.signal.aborted) tellShop({ origin: settings.env.APP_ORIGIN, dataDir, tookMs, logins, nextSale });
    await ending.asked;
  } catch (error) {
    if (!(error instanceof Asked)) throw error;
    if (!opened && ending.problem() === undefined) complain(`Stopped before the shop was open (${error.message}).`);
  } finally {
    if (opened) say(`Stopping${ending.cause() ? ` (${ending.cause()})` : ""} ...`);
    await stopAll(parts);
    await watchdog?.dismiss();
    removeRuntime(dataDir);
    leaveServing?.();
    lock.release();
    ending.forget();
  }
  const problem = ending.problem();
  if (problem !== undefined) throw new ReadableError(problem);
  if (opened) say("Stopped. The data stays.");
  return opened ? 0 : 1;
}

/**
 * @param {string} dataDir
 * @param {string} origin
 */
async function lockDataDir(dataDir, origin) {
  const result = takeLock(join(dataDir, "lock"), origin);
  if (result.outcome === "held") {
    throw new ReadableError(
      `A shop runs on ${dataDir} already (${result.by.note}, process ${result.by.pid}): stop it, or set DATA_DIR and PORT for a second one.`,
    );
  }
  // What a killed start left running would hold our port and our data.
  await stopLeftovers(result.left);
  return result.lock;
}

/**
 * What other commands may want to know of the shop.
 *
 * @param {import("./read-settings.mjs").Settings} settings
 * @param {NodeJS.ProcessEnv} programEnv
 * @param {import("./shop-parts.mjs").Parts} parts
 * @returns {import("./runtime-file.mjs").Runtime}
 */
function describeShop({ env, given, needs, dataDir }, programEnv, parts) {
  return {
    port: env.PORT,
    origin: env.APP_ORIGIN,
    databaseUrl: programEnv.DATABASE_URL ?? "",
    redisUrl: programEnv.REDIS_URL ?? "",
    secretFile: needs.secret ? secretFileOf(dataDir) : null,
    variables: Object.fromEntries(Object.keys(env).flatMap((name) => (given[name] ? [[name, given[name]]] : []))),
    pids: [childRecord("start", process.pid), ...recordsOf(parts)],
  };
}
