import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { startLoop } from "./loop";

const silent = pino({ level: "silent" });

describe("a loop", () => {
  it("repeats at once while there is work, and pauses when there is none", async () => {
    const work = [3, 2, 1, 0];
    await new Promise<void>((resolve) => {
      const running = startLoop(
        {
          name: "counting",
          idleMs: 60_000,
          async once() {
            const done = work.shift() ?? 0;
            if (done === 0) resolve();
            return done;
          },
        },
        silent,
      );
      void running;
    });
    expect(work).toEqual([]);
  });

  it("survives failures and says how many came in a row", async () => {
    let rounds = 0;
    const running = await new Promise<ReturnType<typeof startLoop>>((resolve) => {
      const started = startLoop(
        {
          name: "stumbling",
          idleMs: 1,
          async once() {
            rounds += 1;
            if (rounds <= 2) throw new Error("away");
            resolve(started);
            return 0;
          },
        },
        silent,
      );
    });
    await expect.poll(() => running.health().failures).toBe(0);
    expect(running.health().lastGoodAtMs).not.toBeNull();
    await running.stop(1_000);
  });

  it("ends its pause at once when asked to stop", async () => {
    const running = startLoop({ name: "idle", idleMs: 600_000, once: async () => 0 }, silent);
    expect(await running.stop(5_000)).toBe("stopped");
  });

  it("gives up waiting for a round that hangs", async () => {
    const running = startLoop({ name: "hanging", idleMs: 1, once: () => new Promise<number>(() => undefined) }, silent);
    expect(await running.stop(20)).toBe("deadline_passed");
  });

  it("says that it hangs once a round takes longer than it may, and no more when the round ends", async () => {
    let nowMs = 1_000;
    let end = (): void => undefined;
    const round = new Promise<number>((resolve) => {
      end = () => resolve(0);
    });
    const loop = { name: "hanging", idleMs: 60_000, roundMaxMs: 500, once: () => round };
    const running = startLoop(loop, silent, () => nowMs);
    expect(running.health()).toMatchObject({ roundSinceMs: 1_000, isHanging: false });
    nowMs += 501;
    expect(running.health()).toMatchObject({ roundSinceMs: 1_000, isHanging: true });
    end();
    await expect.poll(() => running.health()).toMatchObject({ roundSinceMs: null, isHanging: false });
    await running.stop(1_000);
  });
});
