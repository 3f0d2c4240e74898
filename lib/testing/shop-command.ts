import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePort } from "../../bin/services/ports.mjs";
import { isAlive, waitUntil } from "../../bin/services/processes.mjs";
import { readRuntime } from "../../bin/services/runtime-file.mjs";

/** One data directory and port, on which a test starts and ends the shop's start command as a user would. */
export interface ShopCommand {
  readonly dataDir: string;
  readonly port: number;
  readonly origin: string;
  start(env?: Readonly<Record<string, string>>): StartedCommand;
  /** Processes that were started for this data directory and still live, the start command included. */
  livingProcesses(): Promise<number[]>;
  /** Ends what a failed test left and removes the data. */
  cleanUp(): Promise<void>;
}

export interface StartedCommand {
  readonly process: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  untilOpen(): Promise<void>;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Process number by name: web, worker, redis, postgres. */
  pidOf(name: string): number;
}

const projectDir = fileURLToPath(new URL("../..", import.meta.url));
const openWithinMs = 60_000;

export async function makeShopCommand(): Promise<ShopCommand> {
  const dataDir = await mkdtemp(join(tmpdir(), "zerohour-start-"));
  const port = await findFreePort();
  const started: StartedCommand[] = [];

  async function livingProcesses(): Promise<number[]> {
    const pids = process.platform === "linux" ? await findByEnvironment(`DATA_DIR=${dataDir}`) : recordedPids();
    return pids.filter((pid) => isAlive(pid));
  }

  function recordedPids(): number[] {
    return readRuntime(dataDir)?.pids.map(({ pid }) => pid) ?? [];
  }

  return {
    dataDir,
    port,
    origin: `http://localhost:${port}`,
    start(env = {}) {
      const command = startCommand({ DATA_DIR: dataDir, PORT: String(port), ZEROHOUR_DEMO: "0", ...env });
      started.push(command);
      return command;
    },
    livingProcesses,
    async cleanUp() {
      for (const command of started) {
        command.process.kill("SIGKILL");
        await command.ended;
      }
      await waitUntil(async () => (await livingProcesses()).length === 0, 10_000, 100);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function startCommand(env: Readonly<Record<string, string>>): StartedCommand {
  const child = spawn(process.execPath, [join(projectDir, "bin/start.mjs")], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production", ...env },
    // The channel takes the shop along when this run is killed.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal ?? 1));
  });
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    process: child,
    output: () => printed,
    ended,
    async untilOpen() {
      const settled = await waitUntil(() => isOver() || printed.includes("Zerohour is open"), openWithinMs);
      if (!settled || isOver()) throw new Error(`the shop did not open:\n${printed}`);
    },
    pidOf(name) {
      const record = readRuntime(env.DATA_DIR ?? "")?.pids.find((candidate) => candidate.name === name);
      if (record === undefined) throw new Error(`no process named ${name} is recorded`);
      return record.pid;
    },
  };
}

/** Every child inherits our variables, so they tell whose it is however deep it sits. */
async function findByEnvironment(entry: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
      return environment.split("\0").includes(entry) ? [pid] : [];
    }),
  );
  return found.flat();
}
