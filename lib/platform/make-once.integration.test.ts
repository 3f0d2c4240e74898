import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RealRedis, startRealRedis } from "../testing/real-redis";
import { createMakeOnce, type MakeOnce } from "./make-once";
import { connectHotRedis, untilReady } from "./redis";

// Two processes, each with a connection of its own.

let server: RealRedis;
let first: MakeOnce;
let second: MakeOnce;

beforeAll(async () => {
  server = await startRealRedis();
});

afterAll(async () => {
  await server.stop();
});

const opened = (waitMs: number) => createMakeOnce({ redis: server.connect(), prefix: "test:", keptMs: 60_000, waitMs });

beforeEach(async () => {
  await server.connect().flushall();
  first = opened(10_000);
  second = opened(10_000);
});

/** Something being made that ends when the test says so. */
function held(text: string | null): { make: () => Promise<string | null>; begun: Promise<void>; end: () => void } {
  const begun = createGate();
  const ended = createGate();
  const make = async () => {
    begun.open();
    await ended.opened;
    return text;
  };
  return { make, begun: begun.opened, end: ended.open };
}

function createGate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const never = () => Promise.reject(new Error("made twice"));

describe("what several processes need at once", () => {
  it("is made by one and taken by the other", async () => {
    const work = held("made by the first");
    const one = first("page", work.make);
    await work.begun;
    const other = second("page", never);
    work.end();
    expect(await Promise.all([one, other])).toEqual(["made by the first", "made by the first"]);
    expect(await second("page", never)).toBe("made by the first");
  });

  it("is made by each under its own name", async () => {
    expect(await first("page", async () => "one")).toBe("one");
    expect(await second("other page", async () => "two")).toBe("two");
  });

  it("is made by the other too when the first takes too long", async () => {
    const work = held("late");
    const one = first("page", work.make);
    await work.begun;
    expect(await opened(50)("page", async () => "made meanwhile")).toBe("made meanwhile");
    work.end();
    expect(await one).toBe("late");
  });

  it("is made by the next when the first failed", async () => {
    await expect(first("page", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await second("page", async () => "made")).toBe("made");
  });

  it("is not handed on when its maker says so", async () => {
    expect(await first("page", async () => null)).toBeNull();
    expect(await second("page", async () => "another")).toBe("another");
  });

  it("gives back only a lock that is still its own", async () => {
    const work = held("late");
    const one = first("page", work.make);
    await work.begun;
    // Its lock has run out and somebody else has taken it.
    await server.connect().set("test:page:lock", "somebody else");
    work.end();
    await one;
    expect(await server.connect().get("test:page:lock")).toBe("somebody else");
  });

  it("leaves no lock behind, and one that ends by itself while it works", async () => {
    const work = held("made");
    const one = first("page", work.make);
    await work.begun;
    expect(await server.connect().pttl("test:page:lock")).toBeGreaterThan(0);
    work.end();
    await one;
    expect(await server.connect().exists("test:page:lock")).toBe(0);
    expect(await server.connect().pttl("test:page")).toBeGreaterThan(0);
  });

  it("is made by everybody while Redis is away", async () => {
    const redis = connectHotRedis(server.url);
    await untilReady(redis, 10_000);
    const alone = createMakeOnce({ redis, prefix: "test:", keptMs: 60_000, waitMs: 10_000 });
    await server.kill();
    expect(await alone("page", async () => "made without it")).toBe("made without it");
    redis.disconnect();
    await server.start();
  });
});
