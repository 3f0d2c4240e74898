import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBreaker, watchBy } from "./breaker";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A server that is there or not, and a breaker before it. */
function scene() {
  const server = { isUp: true, asked: 0 };
  const changes: boolean[] = [];
  const breaker = createBreaker({
    question: {
      async ask() {
        server.asked += 1;
        if (!server.isUp) throw new Error("no answer");
      },
      withinMs: 500,
    },
    failuresMax: 2,
    onChange: (isOpen) => changes.push(isOpen),
    random: () => 1,
  });
  return { server, changes, breaker };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("a breaker", () => {
  it("asks nothing and stays closed while nobody suspects", async () => {
    const { server, breaker, changes } = scene();
    server.isUp = false;
    await pass(60_000);
    expect([server.asked, breaker.isOpen, changes]).toEqual([0, false, []]);
  });

  it("stays closed when the suspected server answers", async () => {
    const { server, breaker, changes } = scene();
    breaker.suspect();
    breaker.suspect();
    await pass(1_000);
    expect([server.asked, breaker.isOpen, changes]).toEqual([1, false, []]);
  });

  it("opens at the second silence in a row, not at the first", async () => {
    const { server, breaker, changes } = scene();
    server.isUp = false;
    breaker.suspect();
    await Promise.resolve();
    await Promise.resolve();
    expect(breaker.isOpen).toBe(false);
    await pass(1);
    expect([breaker.isOpen, changes]).toEqual([true, [true]]);
  });

  it("forgets a single silence", async () => {
    const { server, breaker } = scene();
    for (let round = 0; round < 5; round += 1) {
      server.isUp = false;
      breaker.suspect();
      await Promise.resolve();
      server.isUp = true;
      await pass(1);
    }
    expect(breaker.isOpen).toBe(false);
  });

  it("asks by itself while open, less and less often, and closes with the first answer", async () => {
    const { server, breaker, changes } = scene();
    server.isUp = false;
    breaker.suspect();
    await pass(1);
    const pauses: number[] = [];
    for (let last = server.asked, waited = 0; pauses.length < 5; waited += 50) {
      await pass(50);
      if (server.asked === last) continue;
      last = server.asked;
      pauses.push(waited);
      waited = 0;
    }
    expect(pauses).toEqual([...pauses].sort((left, right) => left - right));
    expect(pauses.at(-1)).toBeLessThanOrEqual(1_000);
    server.isUp = true;
    await pass(1_000);
    expect([breaker.isOpen, changes]).toEqual([false, [true, false]]);
  });

  it("refuses calls while it asks again", async () => {
    const { breaker, server } = scene();
    server.isUp = false;
    breaker.suspect();
    await pass(10_000);
    expect(breaker.isOpen).toBe(true);
  });

  it("spreads the questions of many processes", async () => {
    const asked: number[] = [];
    for (const share of [0, 0.5, 1]) {
      const breaker = createBreaker({
        question: {
          ask: () => {
            asked.push(Date.now());
            return Promise.reject(new Error("no answer"));
          },
          withinMs: 500,
        },
        onChange: () => undefined,
        random: () => share,
      });
      breaker.suspect();
      await pass(1);
      asked.length = 0;
      const fromMs = Date.now();
      await pass(200);
      expect((asked[0] ?? 0) - fromMs).toBeGreaterThanOrEqual(95 + share * 90);
      breaker.stop();
    }
  });

  it("counts no time-out that came late by its own doing", async () => {
    const onChange = vi.fn();
    const late = () => new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), 900));
    const breaker = createBreaker({ question: { ask: late, withinMs: 500 }, onChange });
    for (let round = 0; round < 5; round += 1) {
      breaker.suspect();
      await pass(1_000);
    }
    expect(onChange).not.toHaveBeenCalled();
  });

  it("asks no more once stopped", async () => {
    const { server, breaker } = scene();
    server.isUp = false;
    breaker.suspect();
    await pass(1);
    breaker.stop();
    const { asked } = server;
    await pass(60_000);
    expect(server.asked).toBe(asked);
  });
});

describe("a watch", () => {
  const watch = (ask: () => Promise<unknown>) => {
    const suspect = vi.fn();
    const stop = watchBy({ isOpen: false, suspect, stop: () => undefined }, { ask, withinMs: 500 }, 250);
    return { suspect, stop };
  };
  const silentFor = (ms: number) => () =>
    new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), ms));

  it("suspects a server that leaves its question unanswered", async () => {
    const { suspect, stop } = watch(silentFor(500));
    await pass(1_000);
    stop();
    expect(suspect).toHaveBeenCalled();
  });

  it("suspects nobody but itself when the time-out comes late", async () => {
    const { suspect, stop } = watch(silentFor(900));
    await pass(5_000);
    stop();
    expect(suspect).not.toHaveBeenCalled();
  });
});
