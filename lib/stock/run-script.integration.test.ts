import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectHotRedis, type RedisClient, untilReady } from "../platform/redis";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { runScript } from "./run-script";

let server: RealRedis;
let redis: RedisClient;

beforeAll(async () => {
  server = await startRealRedis();
  redis = connectHotRedis(server.url);
  await untilReady(redis, 5_000);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** Answers with its own name and what it was given. */
const echo = (name: string) => ({ name, lua: `return { "${name}", KEYS[1], ARGV[1] }` });

describe("a script that runs for the first time", () => {
  it("may meet a pipeline that is already open, and everybody in it gets their own reply", async () => {
    const replies = await Promise.all([
      redis.echo("before"),
      runScript(redis, echo("first"), ["k1"], ["a"]),
      redis.echo("between"),
      runScript(redis, echo("first"), ["k2"], ["b"]),
      runScript(redis, echo("second"), ["k3"], ["c"]),
      redis.echo("after"),
    ]);
    expect(replies).toEqual([
      "before",
      ["first", "k1", "a"],
      "between",
      ["first", "k2", "b"],
      ["second", "k3", "c"],
      "after",
    ]);
  });

  it("may meet pipelines that wait for one under way", async () => {
    const earlier = Array.from({ length: 50 }, (_, index) => redis.echo(`${index}`));
    await new Promise((resolve) => setImmediate(resolve));
    const later = Array.from({ length: 50 }, (_, index) =>
      index % 2 === 0 ? redis.echo(`${index}`) : runScript(redis, echo(`third${index % 7}`), [`k${index}`], [index]),
    );
    expect(await Promise.all(earlier)).toEqual(earlier.map((_, index) => `${index}`));
    const expected = later.map((_, index) =>
      index % 2 === 0 ? `${index}` : [`third${index % 7}`, `k${index}`, `${index}`],
    );
    expect(await Promise.all(later)).toEqual(expected);
  });

  it("is known by its hash afterwards", async () => {
    const script = echo("fourth");
    // The second run is the first by its command, and there the client sends the source once more for its connection.
    await runScript(redis, script, ["k"], ["a"]);
    await runScript(redis, script, ["k"], ["a"]);
    const before = await redis.info("commandstats");
    await runScript(redis, script, ["k"], ["b"]);
    const after = await redis.info("commandstats");
    expect(callsOf(after, "eval")).toBe(callsOf(before, "eval"));
    expect(callsOf(after, "evalsha")).toBe(callsOf(before, "evalsha") + 1);
  });
});

function callsOf(stats: string, command: string): number {
  return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
}
