import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createServerClock, type ServerClock } from "./server-clock";

/** How far the server is ahead of the device. */
const aheadMs = 7_200_000;
const begin = Date.parse("2026-12-11T10:00:00.000Z");

let asked: number[] = [];
let tripMs = 20;
let fails = false;
/** Added to the device's clock only, as when somebody sets it or the machine slept. */
let deviceJumpMs = 0;
let serverJumpMs = 0;
let clock: ServerClock;
let stop: () => void;

function serverNowMs(): number {
  return Date.now() + aheadMs + serverJumpMs;
}

async function askServer(): Promise<number> {
  asked.push(serverNowMs());
  await new Promise((resolve) => setTimeout(resolve, tripMs / 2));
  const answer = serverNowMs();
  await new Promise((resolve) => setTimeout(resolve, tripMs / 2));
  if (fails) throw new Error("no answer");
  return answer;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"], now: begin });
  asked = [];
  tripMs = 20;
  fails = false;
  deviceJumpMs = 0;
  serverJumpMs = 0;
  clock = createServerClock({
    askServer,
    monotonicMs: () => performance.now(),
    deviceMs: () => Date.now() + deviceJumpMs,
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    random: () => 0.5,
  });
  stop = clock.run();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

const errorNow = () => Math.abs(clock.nowMs() - serverNowMs());

describe("the server's clock in the browser", () => {
  it("is right after the first answer and measured five times 200 ms apart", async () => {
    await vi.advanceTimersByTimeAsync(tripMs);
    expect(clock.status()).toMatchObject({ ready: true, trusted: true });
    expect(errorNow()).toBeLessThanOrEqual(10);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked).toHaveLength(5);
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBe(220);
  });

  it("does not move when the device's clock is set, even before anything is measured again", async () => {
    await vi.advanceTimersByTimeAsync(2_000);
    deviceJumpMs = -7_200_000;
    expect(errorNow()).toBeLessThanOrEqual(10);
  });

  it("is silent in the last 5 s before the start, also when the tab comes to the front then", async () => {
    await vi.advanceTimersByTimeAsync(2_000);
    const startsAtMs = serverNowMs() + 4_000;
    clock.watchStart(startsAtMs);
    asked = [];
    clock.wake();
    await vi.advanceTimersByTimeAsync(3_999);
    expect(asked).toEqual([]);
  });

  it("measures anew about a minute and a quarter of one before the start", async () => {
    await vi.advanceTimersByTimeAsync(2_000);
    const startsAtMs = serverNowMs() + 150_000;
    clock.watchStart(startsAtMs);
    asked = [];
    await vi.advanceTimersByTimeAsync(149_000);
    const leads = asked.map((atMs) => Math.round((startsAtMs - atMs) / 1_000));
    expect(Math.max(...leads)).toBeLessThanOrEqual(65);
    expect(leads.filter((lead) => lead > 50)).toHaveLength(5);
    expect(leads.filter((lead) => lead <= 20)).toHaveLength(5);
    expect(Math.min(...leads)).toBeGreaterThanOrEqual(5);
  });

  it("asks at once on a page loaded in the last seconds, because it knows nothing", async () => {
    clock.watchStart(serverNowMs() + 3_000);
    await vi.advanceTimersByTimeAsync(tripMs);
    expect(clock.status().ready).toBe(true);
    // One answer is enough there; the rest of the series falls into the silence.
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked).toHaveLength(1);
  });

  it("mistrusts itself after the device slept, guesses the later time, and is right again with the next answer", async () => {
    await vi.advanceTimersByTimeAsync(2_000);
    // The machine slept for an hour: the monotonic clock stood still, the device's and the server's went on.
    deviceJumpMs = 3_600_000;
    serverJumpMs = 3_600_000;
    clock.wake();
    expect(clock.status()).toMatchObject({ ready: true, trusted: false });
    expect(errorNow()).toBeLessThanOrEqual(10);
    await vi.advanceTimersByTimeAsync(tripMs);
    expect(clock.status().trusted).toBe(true);
    expect(errorNow()).toBeLessThanOrEqual(10);
  });

  it("believes the server when its clock was moved", async () => {
    await vi.advanceTimersByTimeAsync(5_000);
    serverJumpMs = 600_000;
    clock.wake();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(errorNow()).toBeLessThanOrEqual(10);
  });

  it("keeps asking with growing pauses while the server does not answer", async () => {
    stop();
    fails = true;
    asked = [];
    stop = clock.run();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(clock.status().ready).toBe(false);
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.length).toBeLessThan(40);
    fails = false;
    await vi.advanceTimersByTimeAsync(40_000);
    expect(clock.status().ready).toBe(true);
  });

  it("tells its listeners when it becomes ready", async () => {
    const listener = vi.fn();
    clock.subscribe(listener);
    await vi.advanceTimersByTimeAsync(tripMs);
    expect(listener).toHaveBeenCalled();
  });
});
