import { describe, expect, it } from "vitest";
import { createLinePace } from "./line-pace";

function watch() {
  const world = {
    nowMs: 50_000,
    progress: null as { waiting: number; finished: number } | null,
    asked: 0,
    broken: false,
  };
  const errors: unknown[] = [];
  const pace = createLinePace({
    async readProgress() {
      world.asked += 1;
      if (world.broken) throw new Error("Redis is away");
      return world.progress;
    },
    realNowMs: () => world.nowMs,
    onError: (error) => errors.push(error),
  });
  const look = (afterMs: number, waiting: number, finished: number) => {
    world.nowMs += afterMs;
    world.progress = { waiting, finished };
    return pace.waitMs(7);
  };
  return { world, errors, pace, look };
}

describe("how long the booking takes", () => {
  it("is unknown at first, then what waits at the pace that was seen", async () => {
    const { look } = watch();
    expect(await look(0, 1_000, 0)).toBeNull();
    expect(await look(600, 900, 100)).toBeNull();
    expect(await look(1_400, 600, 400)).toBe(3_000);
  });

  it("is unknown while nothing moves, whatever moved before", async () => {
    const { look } = watch();
    await look(0, 1_000, 0);
    expect(await look(2_000, 500, 500)).toBe(2_000);
    for (let step = 0; step < 6; step += 1) await look(2_000, 500, 500);
    expect(await look(2_000, 500, 500)).toBeNull();
  });

  it("begins anew with a new stream, and where there is none", async () => {
    const { look, world, pace } = watch();
    await look(0, 100, 900);
    expect(await look(2_000, 90, 10)).toBeNull();
    world.progress = null;
    world.nowMs += 1_000;
    expect(await pace.waitMs(7)).toBeNull();
  });

  it("asks Redis once, however many ask", async () => {
    const { world, pace } = watch();
    world.progress = { waiting: 1, finished: 1 };
    await Promise.all(Array.from({ length: 50 }, () => pace.waitMs(7)));
    await pace.waitMs(7);
    expect(world.asked).toBe(1);
  });

  it("is unknown, not an error, while Redis cannot be asked", async () => {
    const { world, pace, errors } = watch();
    world.broken = true;
    expect(await pace.waitMs(7)).toBeNull();
    expect(errors).toHaveLength(1);
  });
});
