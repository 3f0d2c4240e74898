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
  it("is remembered under the epoch of its gate, newest last, and once", () => {
    const { memory, names } = scene();
    memory.remember(attemptOf(1), 2);
    memory.remember(attemptOf(2), 2);
    memory.remember(attemptOf(1), 3);
    expect(names()).toEqual(["a1_2 of 2", "a1_1 of 3"]);
    memory.forget("a1_2");
    expect([memory.has("a1_1"), memory.has("a1_2")]).toEqual([true, false]);
  });

  it("is forgotten a minute later, when somebody else is accepted, and not while nobody is", () => {
    const { memory, names, pass } = scene();
    memory.remember(attemptOf(1), 2);
    pass(60_001);
    expect(names()).toEqual(["a1_1 of 2"]);
    memory.remember(attemptOf(2), 2);
    expect(names()).toEqual(["a1_2 of 2"]);
  });

  it("is at most fifty thousand attempts", () => {
    const { memory, names } = scene();
    for (let number = 0; number < 50_010; number += 1) memory.remember(attemptOf(number), 2);
    expect(names()).toHaveLength(50_000);
    expect(names()[0]).toBe("a1_10 of 2");
  });
});
