import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { failingLoops, heartbeatLoop, readHeartbeats } from "./heartbeat";
import type { LoopHealth } from "./loop";

let server: RealRedis;

beforeAll(async () => {
  server = await startRealRedis();
});
afterAll(() => server.stop());

const well: LoopHealth = { name: "settle", failures: 0, lastGoodAtMs: Date.now() };

const beat = (worker: string, loops: readonly LoopHealth[]) =>
  heartbeatLoop({ redis: server.connect(), worker, loops: () => loops, startedAtMs: Date.now() }).once(
    new AbortController().signal,
  );

describe("heartbeats", () => {
  it("of several workers are read with what fails in them, and those long gone are forgotten", async () => {
    const redis = server.connect();
    expect(await readHeartbeats(redis)).toEqual([]);
    await redis.hset("zerohour:{workers}:heartbeats", "gone-1", String(Date.now() - 3_600_000));
    await beat("one", [well]);
    await beat("other", [well, { name: "expire", failures: 5, lastGoodAtMs: Date.now() }]);
    const beats = await readHeartbeats(redis);
    expect(beats.map(({ worker, failing }) => ({ worker, failing }))).toEqual(
      expect.arrayContaining([
        { worker: "one", failing: [] },
        { worker: "other", failing: ["expire"] },
      ]),
    );
    expect(beats).toHaveLength(2);
    for (const { agoMs } of beats) expect(agoMs).toBeLessThan(60_000);
  });
});

describe("a loop fails", () => {
  const startedAtMs = 1_000_000;
  const failing = (health: Partial<LoopHealth>, nowMs: number) =>
    failingLoops([{ name: "expire", failures: 0, lastGoodAtMs: null, ...health }], startedAtMs, nowMs);

  it("after five failures in a row, or when it fails and had no good round for half a minute", () => {
    expect(failing({ failures: 4, lastGoodAtMs: startedAtMs }, startedAtMs)).toEqual([]);
    expect(failing({ failures: 5, lastGoodAtMs: startedAtMs }, startedAtMs)).toEqual(["expire"]);
    expect(failing({ failures: 1, lastGoodAtMs: startedAtMs }, startedAtMs + 30_000)).toEqual([]);
    expect(failing({ failures: 1, lastGoodAtMs: startedAtMs }, startedAtMs + 30_001)).toEqual(["expire"]);
  });

  it("not while it pauses for long, or takes the time its round may take", () => {
    expect(failing({ lastGoodAtMs: startedAtMs }, startedAtMs + 3_600_000)).toEqual([]);
    expect(failing({ lastGoodAtMs: null, roundSinceMs: startedAtMs }, startedAtMs + 3_600_000)).toEqual([]);
  });

  it("whose round hangs, however well the ones before went", () => {
    expect(failing({ lastGoodAtMs: startedAtMs, isHanging: true }, startedAtMs)).toEqual(["expire"]);
  });

  it("that has had no good round yet, once it is late", () => {
    expect(failing({ failures: 1 }, startedAtMs + 30_000)).toEqual([]);
    expect(failing({ failures: 1 }, startedAtMs + 30_001)).toEqual(["expire"]);
  });
});
