import { describe, expect, it } from "vitest";
import { attemptOfOrder, isFinalOrder, isLiveOrder, orderStates, orderTransitions } from "./order";

describe("the order's state machine", () => {
  it("reaches every state from reserved", () => {
    const reached = new Set(["reserved"]);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const state of orderStates) {
        if (reached.has(state)) for (const next of orderTransitions[state]) reached.add(next);
      }
    }
    expect([...reached].sort()).toEqual([...orderStates].sort());
  });

  it("never leads from paid to expired, nor from expired back to a hold", () => {
    expect(orderTransitions.paid).not.toContain("expired");
    expect(orderTransitions.expired).not.toContain("reserved");
  });

  it("calls an order live exactly while it counts against the limit", () => {
    expect(orderStates.filter(isLiveOrder)).toEqual(["reserved", "paying", "paid"]);
  });

  it("has a word for the shopper's attempt in every state", () => {
    for (const state of orderStates) expect(attemptOfOrder(state).state).toBeTruthy();
    expect(attemptOfOrder("refunded")).toEqual({ state: "lost", reason: "cancelled" });
  });

  it("stops polling only where nothing more can happen by itself", () => {
    expect(orderStates.filter((state) => !isFinalOrder(state))).toEqual(["reserved", "paying", "refunding"]);
  });
});
