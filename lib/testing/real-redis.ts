import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { findFreePort } from "../../bin/services/ports.mjs";

/** What a test may want otherwise than usual. */
export interface ClientOptions {
  readonly enableAutoPipelining?: boolean;
  readonly commandTimeout?: number;
}

/** A redis-server of its own for a test file: own port, own directory, gone at the end. */
export interface RealRedis {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly pid: number;
  /** A client that is closed with the server. Commands sent before it is ready wait for the connection. */
  connect(options?: ClientOptions): Redis;
  /** SIGKILL, as a crash does; `start` brings it back on the same port. */
  kill(): Promise<void>;
  /** After `kill`; an empty server unless it was started with `appendonly`. */
  start(): Promise<void>;
  /** Ends clients and server and removes the directory. */
  stop(): Promise<void>;
}

export interface RealRedisOptions {
  /** Keeps data over `kill` and `start`. */
  readonly appendOnly?: boolean;
  /** A Cluster of this one node, with all slots: refuses what a real one refuses. */
  readonly cluster?: boolean;
  /** More lines of configuration, as on the command line: `["--maxmemory", "8mb"]`. */
  readonly settings?: readonly string[];
}

const host = "127.0.0.1";
const startWithinMs = 10_000;

export async function startRealRedis(options: RealRedisOptions = {}): Promise<RealRedis> {
  const directory = await mkdtemp(join(tmpdir(), "zerohour-redis-"));
  const port = await findFreePort();
  const clients: Redis[] = [];
  const settings = [
    ...["--port", String(port), "--bind", host, "--dir", directory, "--save", "", "--daemonize", "no"],
    ...["--maxmemory-policy", "noeviction", "--appendonly", options.appendOnly === true ? "yes" : "no"],
    ...(options.cluster === true ? await clusterSettings() : []),
    ...(options.settings ?? []),
  ];
  let server = await launch(port, settings);
  if (options.cluster === true) await takeAllSlots(port);

  /** A test run that is cut short must not leave a server behind. */
  function killWithUs(): void {
    server.kill("SIGKILL");
  }
  process.once("exit", killWithUs);

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGKILL");
    await gone;
  }

  return {
    host,
    port,
    url: `redis://${host}:${port}`,
    get pid() {
      return server.pid ?? 0;
    },
    connect(clientOptions = {}) {
      const client = new Redis({ host, port, enableOfflineQueue: true, ...clientOptions });
      client.on("error", () => undefined);
      clients.push(client);
      return client;
    },
    kill,
    async start() {
      server = await launch(port, settings);
    },
    async stop() {
      for (const client of clients) client.disconnect();
      await kill();
      process.off("exit", killWithUs);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A node that has met no other does not know its own address, and clients would ask in vain. */
async function clusterSettings(): Promise<string[]> {
  const busPort = String(await findFreePort());
  return ["--cluster-enabled", "yes", "--cluster-port", busPort, "--cluster-announce-ip", host];
}

async function launch(port: number, settings: readonly string[]): Promise<ChildProcess> {
  const server = spawn("redis-server", [...settings], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  server.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  server.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => fail("did not start in time"), startWithinMs);
    function fail(cause: string): void {
      clearTimeout(limit);
      server.kill("SIGKILL");
      reject(new Error(`redis-server on port ${port} ${cause}\n${output}`));
    }
    server.once("error", (error) => fail(`could not be started: ${error.message}`));
    server.once("exit", (code) => fail(`ended with ${code}`));
    server.stdout.on("data", function lookForReady() {
      if (!output.includes("Ready to accept connections")) return;
      clearTimeout(limit);
      // Once only: whoever waits for its end later must be told.
      server.stdout.off("data", lookForReady);
      server.removeAllListeners("exit");
      resolve();
    });
  });
  return server;
}

async function takeAllSlots(port: number): Promise<void> {
  const client = new Redis({ host, port });
  try {
    await client.call("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
    while (!String(await client.call("CLUSTER", "INFO")).includes("cluster_state:ok")) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    client.disconnect();
  }
}
