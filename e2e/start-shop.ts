import { type ChildProcess, spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { FullConfig } from "@playwright/test";

const root = fileURLToPath(new URL("..", import.meta.url));
export const dataDir = fileURLToPath(new URL("../.data-test", import.meta.url));

/** Starts the shop as `npm start` does, with test tools, empty and beside any other; returns what stops it. */
export default async function startShop(config: FullConfig): Promise<() => Promise<void>> {
  const { port } = new URL(config.projects[0]?.use.baseURL ?? "");
  await rm(dataDir, { recursive: true, force: true });
  const shop = spawn(process.execPath, ["bin/start.mjs"], {
    cwd: root,
    env: {
      ...withoutServers(),
      PORT: port,
      DATA_DIR: dataDir,
      ZEROHOUR_TEST_TOOLS: "1",
      // Each test makes what it needs; the demo's own sales would come and go between.
      ZEROHOUR_DEMO: "0",
    },
    // The channel takes the shop along when this run is killed.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Zerohour is open")) resolve();
    };
    shop.stdout?.on("data", hear);
    shop.stderr?.on("data", hear);
    shop.once("exit", (code) => reject(new Error(`the shop ended with ${code}:\n${said}`)));
  });
  return () => stop(shop);
}

/** The tests bring their own servers, whatever the shop beside them uses. */
export function withoutServers(): NodeJS.ProcessEnv {
  const { DATABASE_URL, DATABASE_REPLICA_URL, REDIS_URL, APP_ORIGIN, AUTH_SECRET, WEB_CONCURRENCY, HOST, ...rest } =
    process.env;
  return rest;
}

async function stop(shop: ChildProcess): Promise<void> {
  if (shop.exitCode !== null || shop.signalCode !== null) return;
  const gone = new Promise((resolve) => shop.once("exit", resolve));
  shop.kill("SIGTERM");
  await gone;
}
