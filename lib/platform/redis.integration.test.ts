import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { startTcpProxy, type TcpProxy } from "../testing/tcp-proxy";
import { AwayError } from "./breaker";
import { connectBlockingRedis, connectGuardedRedis, connectHotRedis, type RedisClient, untilReady } from "./redis";

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

describe("a guarded connection", () => {
  it("fails at once while the server is frozen, says so once, and works again when it answers", async () => {
    const changes: boolean[] = [];
    const { redis, isOpen, stop } = connectGuardedRedis(server.url, (open) => changes.push(open));
    await untilReady(redis, 5_000);
    expect(await redis.set("here", "1")).toBe("OK");
    process.kill(server.pid, "SIGSTOP");
    try {
      await expect.poll(isOpen).toBe(true);
      // Until the silence ends the connection it is the breaker that refuses, then the missing connection.
      await expect(redis.get("here")).rejects.toThrow(/does not answer|Stream isn't writeable|Connection is closed/);
      await expect(Promise.all([redis.get("a"), redis.get("b"), redis.ping()])).rejects.toThrow();
      expect(changes).toEqual([true]);
    } finally {
      process.kill(server.pid, "SIGCONT");
    }
    await expect.poll(() => redis.get("here").then(String, () => "away")).toBe("1");
    expect(changes).toEqual([true, false]);
    stop();
    redis.disconnect();
  });

  it("refuses with its own word over a connection that is still there", async () => {
    const { redis, isOpen, stop } = connectGuardedRedis(`redis://127.0.0.1:${wire.port}`, () => undefined);
    await untilReady(redis, 5_000);
    await redis.get("before");
    const held = wire.holdOn("ping");
    await held;
    await expect.poll(() => redis.get("meanwhile").then(String, (error: unknown) => error)).toBeInstanceOf(AwayError);
    expect(isOpen()).toBe(true);
    wire.release();
    await expect.poll(() => redis.get("meanwhile").then(String, () => "away")).toBe("null");
    expect(isOpen()).toBe(false);
    stop();
    redis.disconnect();
  });
});
