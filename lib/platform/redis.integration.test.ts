import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { startTcpProxy, type TcpProxy } from "../testing/tcp-proxy";
import { connectBlockingRedis, connectHotRedis, type RedisClient, untilReady } from "./redis";

let server: RealRedis;
let wire: TcpProxy;

beforeAll(async () => {
  server = await startRealRedis();
  wire = await startTcpProxy({ host: server.host, port: server.port });
});

afterAll(async () => {
  await wire.close();
  await server.stop();
});

describe.each([
  ["for scripts", connectHotRedis, (client: RedisClient) => client.get("silent")],
  [
    "for blocking reads",
    connectBlockingRedis,
    (client: RedisClient) => client.xread("BLOCK", 250, "STREAMS", "silent", "$"),
  ],
] as const)("a connection %s", (_name, connect, ask) => {
  it("whose peer has gone silent is given up for a new one", async () => {
    const client = connect(`redis://127.0.0.1:${wire.port}`);
    await untilReady(client, 5_000);
    const held = wire.holdOn("silent");
    const asking = ask(client);
    await held;
    await expect(asking).rejects.toThrow();
    // The old wire stays as silent as it was; only a new connection can answer.
    await expect.poll(() => ask(client).then(String, () => "away"), { timeout: 8_000 }).toBe("null");
    client.disconnect();
  });
});
