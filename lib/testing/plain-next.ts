import { type ChildProcess, spawn } from "node:child_process";
import { findFreePort } from "../../bin/services/ports.mjs";
import { createHttpClient, type HttpClient } from "./http-client";
import type { Shop } from "./shop";

/** The same build served by Next alone, without the shop's own server. */
export interface PlainNext {
  readonly client: HttpClient;
  stop(): Promise<void>;
}

const readyWithinMs = 60_000;

/** Starts `next start` beside a shop, on the shop's own database and Redis. */
export async function startPlainNext(shop: Shop): Promise<PlainNext> {
  const port = await findFreePort();
  const child = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", `${port}`],
    {
      // One origin for both, as behind one proxy: Next puts its own port into PORT.
      env: { ...process.env, ...shop.environment, APP_ORIGIN: shop.client.origin, NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const client = createHttpClient(`http://127.0.0.1:${port}`, shop.client.origin);
  await untilReady(client, child, () => said);
  return {
    client,
    async stop() {
      client.close();
      child.kill("SIGTERM");
      if (child.exitCode === null && child.signalCode === null) {
        await new Promise<void>((resolve) => child.once("exit", () => resolve()));
      }
    },
  };
}

async function untilReady(client: HttpClient, child: ChildProcess, said: () => string): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  for (;;) {
    const status = await client.send("/api/health/ready").then(
      (reply) => reply.status,
      () => 0,
    );
    if (status === 200) return;
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`next start did not become ready:\n${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
