import type { ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { startPostgres } from "../services/postgres.mjs";
import { parentOf } from "../services/processes.mjs";
import { startRedis } from "../services/redis.mjs";
import { childRecord, startWatchdog } from "../services/watchdog.mjs";

export type Settings = Readonly<Record<string, string>>;

/** A PostgreSQL or Redis of a shop, as a process that can be broken and started again. */
export interface FragileServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** After `kill`, on the same data and, unless somebody else has taken it, the same port. */
  start(settings?: Settings): Promise<void>;
  /** All its processes work no more and let go of nothing. */
  stop(): void;
  goOn(): void;
  isRunning(): boolean;
  close(): Promise<void>;
}

interface Running {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

interface Kind {
  readonly start: (port: number | undefined, settings: Settings) => Promise<Running>;
  readonly killWith: NodeJS.Signals;
}

export function openRedis(
  dataDir: string,
  settings: Settings = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<FragileServer> {
  const start: Kind["start"] = (port, added) =>
    startRedis({ dataDir, settings: added, environment, ...(port === undefined ? {} : { port }) });
  return open(dataDir, { start, killWith: "SIGKILL" }, settings);
}

/** A killed postmaster would leave its children for a while; SIGQUIT ends them all at once, without a checkpoint. */
export function openPostgres(directory: string, settings: Settings = {}): Promise<FragileServer> {
  const dataDir = join(directory, "postgres");
  const start: Kind["start"] = (port, added) =>
    startPostgres({ dataDir, settings: added, ...(port === undefined ? {} : { port }) });
  return open(dataDir, { start, killWith: "SIGQUIT" }, settings);
}

async function open(dataDir: string, kind: Kind, settings: Settings): Promise<FragileServer> {
  let server = await kind.start(undefined, settings);
  watchToo(server.child);
  const pid = () => server.child.pid ?? 0;
  function signalAll(name: "SIGSTOP" | "SIGCONT"): void {
    // The first one begets the others: stopped first, it makes no new ones.
    for (const each of [pid(), ...childrenOf(pid())]) signal(each, name);
  }
  return {
    dataDir,
    get url() {
      return server.url;
    },
    get port() {
      return server.port;
    },
    get pid() {
      return pid();
    },
    kill: () => ended(server.child, kind.killWith),
    async start(again = {}) {
      server = await kind.start(server.port, again);
      watchToo(server.child);
    },
    stop: () => signalAll("SIGSTOP"),
    goOn: () => signalAll("SIGCONT"),
    isRunning: () => server.child.exitCode === null && server.child.signalCode === null,
    async close() {
      signalAll("SIGCONT");
      await server.stop();
    },
  };
}

const watched = new Set<ChildProcess>();
let watchdog: ReturnType<typeof startWatchdog> | undefined;

/** Should we be killed, nobody else knows of our servers. Programs notice by themselves. */
function watchToo(child: ChildProcess): void {
  watched.add(child);
  child.once("exit", () => {
    watched.delete(child);
    tellWatchdog();
  });
  tellWatchdog();
}

function tellWatchdog(): void {
  if (watched.size === 0) {
    void watchdog?.dismiss();
    watchdog = undefined;
    return;
  }
  watchdog ??= startWatchdog();
  watchdog.watch([...watched].map(({ pid }) => childRecord("server", pid ?? 0)));
}

export function childrenOf(pid: number): readonly number[] {
  const numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return numbers.map(Number).filter((each) => parentOf(each) === pid);
}

/** A process may end between being found and being told. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

export function ended(child: ChildProcess, name: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(name);
  return gone;
}
