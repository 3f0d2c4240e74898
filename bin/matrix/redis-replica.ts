import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type FragileServer, openRedis } from "../chaos/fragile-server";
import { openWire, type Wire } from "../chaos/open-wire";
import { waitUntil } from "../services/processes.mjs";
import { askRedis } from "./ask-redis";
import type { Break, Scene } from "./fault-row";

/** For so long the primary says yes to what its replica never hears of. */
const unheardMs = 900;
const syncWithinMs = 15_000;

interface Replica {
  readonly server: FragileServer;
  /** From the replica to the primary. */
  readonly wire: Wire;
}

/** Another Redis that follows the shop's, over a wire that can be cut. */
async function openReplica({ shop }: Scene): Promise<Replica> {
  const primary = shop.redis;
  const dataDir = await shop.makeFolder();
  await copyFile(join(primary.dataDir, "password"), join(dataDir, "password"));
  const password = (await readFile(join(dataDir, "password"), "utf8")).trim();
  await askRedis(primary.url, "CONFIG", "SET", "repl-diskless-sync-delay", "0");
  const wire = await openWire(primary.port);
  shop.closeToo(() => wire.close());
  const server = await openRedis(
    dataDir,
    { replicaof: `127.0.0.1 ${wire.port}`, masterauth: password },
    // It may become the shop's Redis, whose clock later rows shift.
    shop.clocks.get("redis")?.environment,
  );
  shop.closeToo(() => server.close());
  const follows = async () =>
    String(await askRedis(server.url, "INFO", "replication")).includes("master_link_status:up");
  if (!(await waitUntil(follows, syncWithinMs))) throw new Error("the replica does not follow");
  return { server, wire };
}

async function promote({ server, wire }: Replica): Promise<void> {
  await wire.close();
  await askRedis(server.url, "REPLICAOF", "NO", "ONE");
}

export async function failOver(scene: Scene, how: "cut" | "one way"): Promise<Break> {
  const replica = await openReplica(scene);
  const primary = scene.shop.redis;
  return async () => {
    replica.wire.freeze(how === "cut" ? undefined : "answered");
    await delay(unheardMs);
    await primary.kill();
    return async () => {
      await promote(replica);
      scene.shop.moveRedis(replica.server);
    };
  };
}

/** Nobody tells one web process, and the old primary goes on serving it. */
export async function split(scene: Scene): Promise<Break> {
  const replica = await openReplica(scene);
  const { shop } = scene;
  const primary = shop.redis;
  return async () => {
    replica.wire.freeze();
    await delay(unheardMs);
    await promote(replica);
    shop.moveRedis(replica.server, ["web", "worker"]);
    return async () => {
      shop.moveRedis(replica.server, ["second-web"]);
      await primary.kill();
    };
  };
}
