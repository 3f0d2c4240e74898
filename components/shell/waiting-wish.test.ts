import { describe, expect, it } from "vitest";
import { createWishStore, type StoredWish } from "../sale/wish-store";
import { newestAcceptedAttempt } from "./waiting-wish";

/** The browser's storage as far as it is used. */
function createStorage() {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index: number) => [...entries.keys()][index] ?? null,
    getItem: (name: string) => entries.get(name) ?? null,
    setItem: (name: string, value: string) => void entries.set(name, value),
  };
}

function wish(over: Partial<StoredWish>): StoredWish {
  return {
    key: "0123456789abcdefghijkl",
    stage: "accepted",
    itemId: null,
    joinLine: false,
    pressedAtMs: 1,
    attemptId: "a1_0123456789abcdefghijkl",
    receipt: null,
    priorAttemptId: null,
    ...over,
  };
}

const ana = "abcdefghijklmnop";

describe("newestAcceptedAttempt", () => {
  it("finds what the product page has kept, the newest of several sales", () => {
    const storage = createStorage();
    createWishStore(storage, "lamp", ana).write(wish({ attemptId: "a1_older", pressedAtMs: 1 }));
    createWishStore(storage, "desk-lamp-2", ana).write(wish({ attemptId: "a2_newer", pressedAtMs: 2 }));
    expect(newestAcceptedAttempt(storage, ana)).toBe("a2_newer");
  });

  it("sees nothing of another account, and nothing that was not accepted or is over", () => {
    const storage = createStorage();
    createWishStore(storage, "lamp", "another-account-0").write(wish({}));
    createWishStore(storage, "chair", ana).write(wish({ stage: "over" }));
    createWishStore(storage, "table", ana).write(wish({ stage: "unknown", attemptId: null }));
    storage.setItem(`zerohour:wish:broken:${ana}`, "{");
    expect(newestAcceptedAttempt(storage, ana)).toBeNull();
  });
});
