import { describe, expect, it } from "vitest";
import { createTurnstile } from "./turnstile";

/** Work that a test finishes by hand, in the order in which it began. */
function createWorks() {
  const begun: { name: string; finish: () => void; fail: () => void }[] = [];
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      begun.push({ name, finish: () => resolve(name), fail: () => reject(new Error(name)) });
    });
  return { begun, work, names: () => begun.map(({ name }) => name) };
}

describe("a turnstile", () => {
  it("runs so many at once, keeps so many waiting, and sends the rest away", async () => {
    const turnstile = createTurnstile({ runningMax: 2, waitingMax: 1 });
    const { begun, names, work } = createWorks();
    const [first, second, third] = [turnstile.pass(work("1")), turnstile.pass(work("2")), turnstile.pass(work("3"))];
    expect(await turnstile.pass(work("4"))).toEqual({ word: "full" });
    expect(names()).toEqual(["1", "2"]);
    begun[1]?.finish();
    expect(await second).toEqual({ word: "done", value: "2" });
    expect(names()).toEqual(["1", "2", "3"]);
    begun[0]?.finish();
    begun[2]?.finish();
    expect([await first, await third]).toEqual([
      { word: "done", value: "1" },
      { word: "done", value: "3" },
    ]);
  });

  it("frees its place when work fails", async () => {
    const turnstile = createTurnstile({ runningMax: 1, waitingMax: 1 });
    const { begun, names, work } = createWorks();
    const failing = turnstile.pass(work("1"));
    const waiting = turnstile.pass(work("2"));
    begun[0]?.fail();
    await expect(failing).rejects.toThrow("1");
    expect(names()).toEqual(["1", "2"]);
    begun[1]?.finish();
    await waiting;
    const after = turnstile.pass(work("3"));
    begun[2]?.finish();
    expect(await after).toEqual({ word: "done", value: "3" });
  });
});
