import { join } from "node:path";
import { stopLeftovers } from "../services/leftovers.mjs";
import { takeLock } from "../services/lock.mjs";
import { startPostgres } from "../services/postgres.mjs";
import { ReadableError } from "../services/processes.mjs";
import { childRecord, startWatchdog } from "../services/watchdog.mjs";

export interface AwakePostgres {
  readonly url: string;
  /** At once, without waiting for anything. */
  kill(): void;
  stop(): Promise<void>;
}

/**
 * Starts the database of a shop that is stopped, for the time of one command. Meanwhile the data directory is ours: no shop
 * can be started on it, and the next start cleans up after us should we be killed. Throws ReadableError when one runs.
 */
export async function wakePostgres(dataDir: string, doing: string): Promise<AwakePostgres> {
  const taken = takeLock(join(dataDir, "lock"), doing);
  if (taken.outcome === "held") {
    throw new ReadableError(
      `${dataDir} is in use (${taken.by.note}, process ${taken.by.pid}): wait for it, or stop it, then try again.`,
    );
  }
  try {
    await stopLeftovers(taken.left);
    const server = await startPostgres({ dataDir: join(dataDir, "postgres") });
    const watched = [childRecord("postgres", server.pid)];
    taken.lock.recordChildren(watched);
    const watchdog = startWatchdog();
    watchdog.watch(watched);
    return {
      url: server.url,
      kill: () => void server.child.kill("SIGQUIT"),
      async stop() {
        await server.stop();
        await watchdog.dismiss();
        taken.lock.release();
      },
    };
  } catch (error) {
    taken.lock.release();
    throw error;
  }
}
