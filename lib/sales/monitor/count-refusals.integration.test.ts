import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectHotRedis, untilReady } from "../../platform/redis";
import { type RealRedis, startRealRedis } from "../../testing/real-redis";
import { createRefusalCounter, refusalsKey } from "./count-refusals";

let server: RealRedis;

beforeAll(async () => {
  server = await startRealRedis();
});
afterAll(() => server.stop());

const failures: unknown[] = [];
const openCounter = () =>
  createRefusalCounter({ redis: server.connect(), onError: (error) => void failures.push(error) });

describe("refusals", () => {
  it("of several processes add up, by sale and code", async () => {
    const [one, other] = [openCounter(), openCounter()];
    for (let times = 0; times < 1_000; times += 1) one.count(1, "sold_out");
    for (let times = 0; times < 500; times += 1) other.count(1, "sold_out");
    other.count(1, "throttled");
    other.count(2, "paused");
    await Promise.all([one.flush(), other.flush()]);
    expect(await one.read(1)).toEqual({ sold_out: 1_500, throttled: 1 });
    expect(await other.read(2)).toEqual({ paused: 1 });
    expect(await one.read(3)).toEqual({});
  });

  it("are sent by themselves, a thousand of them in one command", async () => {
    const counter = openCounter();
    const watcher = server.connect();
    for (let times = 0; times < 1_000; times += 1) counter.count(4, "all_held");
    await expect.poll(() => counter.read(4), { timeout: 5_000 }).toEqual({ all_held: 1_000 });
    const calls = await watcher.info("commandstats");
    expect(Number(/cmdstat_hincrby:calls=(\d+)/.exec(calls)?.[1])).toBeLessThan(10);
  });

  it("are kept while Redis is away and sent once when it is back", async () => {
    // The shop's own connection: a command fails while Redis is away instead of waiting for it.
    const redis = connectHotRedis(server.url);
    await untilReady(redis, 5_000);
    const counter = createRefusalCounter({ redis, onError: (error) => void failures.push(error) });
    counter.count(5, "busy");
    await counter.flush();
    await server.kill();
    counter.count(5, "busy");
    await expect(counter.flush()).rejects.toThrow();
    await server.start();
    counter.count(5, "busy");
    await untilReady(redis, 10_000);
    await counter.flush();
    // The server came back empty, so what is there is what was kept.
    expect(await redis.hgetall(refusalsKey(5))).toEqual({ busy: "2" });
    redis.disconnect();
  });
});
