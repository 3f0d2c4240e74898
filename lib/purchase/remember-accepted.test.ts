import { describe, expect, it } from "vitest";
import type { Attempt } from "../domain";
import { rememberAccepted } from "./remember-accepted";

function attemptOf(number: number): Attempt {
  return {
    attemptId: `a1_${number}`,
    saleId: 1,
    accountId: `account-${number}`,
    itemId: 1,
    quantity: 1,
    state: "queued",
    reason: null,
    receivedAtMs: 0,
    payByMs: null,
    place: null,
  };
}

function scene() {
  let nowMs = 0;
  const memory = rememberAccepted(() => nowMs);
  return {
    memory,
    names: () => memory.all().map(({ attempt, epoch }) => `${attempt.attemptId} of ${epoch}`),
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

describe("what a process was told", () => {
  it("is remembered once, under the epoch of the last gate that said so", () => {
    const { memory, names } = scene();
    memory.remember(attemptOf(1), 2);
    memory.remember(attemptOf(2), 2);
    memory.remember(attemptOf(1), 3);
    expect(names()).toEqual(["a1_1 of 3", "a1_2 of 2"]);
    memory.forget("a1_2");
    expect([memory.has("a1_1"), memory.has("a1_2")]).toEqual([true, false]);
  });

  it("is forgotten one to two minutes later, when others are accepted, and not while nobody is", () => {
    const { memory, names, pass } = scene();
    memory.remember(attemptOf(1), 2);
    pass(600_000);
    expect(names()).toEqual(["a1_1 of 2"]);
    memory.remember(attemptOf(2), 2);
    pass(59_999);
    memory.remember(attemptOf(3), 2);
    expect(names()).toEqual(["a1_1 of 2", "a1_2 of 2", "a1_3 of 2"]);
    pass(1);
    memory.remember(attemptOf(4), 2);
    expect(names()).toEqual(["a1_2 of 2", "a1_3 of 2", "a1_4 of 2"]);
  });

  it("is remembered once and is forgotten in both of its halves", () => {
    const { memory, names, pass } = scene();
    memory.remember(attemptOf(1), 2);
    memory.remember(attemptOf(2), 2);
    pass(60_000);
    memory.remember(attemptOf(1), 3);
    expect(names()).toEqual(["a1_2 of 2", "a1_1 of 3"]);
    memory.forget("a1_2");
    memory.forget("a1_1");
    expect(names()).toEqual([]);
  });

  it("is at most fifty thousand attempts, and at least half as many", () => {
    const { memory, names } = scene();
    for (let number = 0; number < 60_000; number += 1) {
      memory.remember(attemptOf(number), 2);
      if (number === 49_999) expect(names()).toHaveLength(50_000);
    }
    expect(names()).toHaveLength(35_000);
    expect(names().at(-1)).toBe("a1_59999 of 2");
  });
});
