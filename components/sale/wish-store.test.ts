import { describe, expect, it } from "vitest";
import { attemptKeyPattern } from "@/lib/domain";
import { createWishStore, makeAttemptKey, type StoredWish, type TextStorage } from "./wish-store";

function memoryStorage(): TextStorage & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return { texts, getItem: (name) => texts.get(name) ?? null, setItem: (name, text) => void texts.set(name, text) };
}

const wish: StoredWish = {
  key: "k".repeat(22),
  stage: "unknown",
  itemId: null,
  joinLine: false,
  pressedAtMs: 1,
  attemptId: null,
  receipt: null,
  priorAttemptId: null,
};

describe("the stored wish", () => {
  it("survives a reload: another store on the same storage reads it", () => {
    const storage = memoryStorage();
    createWishStore(storage, "aurora-lamp", "ana").write(wish);
    expect(createWishStore(storage, "aurora-lamp", "ana").read()).toEqual(wish);
  });

  it("belongs to one sale and one account", () => {
    const storage = memoryStorage();
    createWishStore(storage, "aurora-lamp", "ana").write(wish);
    expect(createWishStore(storage, "aurora-lamp", "bo").read()).toBeNull();
    expect(createWishStore(storage, "field-thermos", "ana").read()).toBeNull();
  });

  it("lives in memory where the browser keeps nothing", () => {
    const forbidden: TextStorage = {
      getItem: () => {
        throw new Error("forbidden");
      },
      setItem: () => {
        throw new Error("forbidden");
      },
    };
    const store = createWishStore(forbidden, "aurora-lamp", "ana");
    store.write(wish);
    expect(store.read()).toEqual(wish);
  });

  it("does not trip over what others left in the storage", () => {
    const storage = memoryStorage();
    for (const text of ["{", "null", "[]", '{"key":5}', '{"key":"x","stage":"mine","pressedAtMs":1}']) {
      storage.texts.set("zerohour:wish:aurora-lamp:ana", text);
      expect(createWishStore(storage, "aurora-lamp", "ana").read()).toBeNull();
    }
  });
});

describe("makeAttemptKey", () => {
  it("makes 22 characters that the API takes, never the same twice", () => {
    const keys = new Set(Array.from({ length: 1_000 }, makeAttemptKey));
    expect(keys.size).toBe(1_000);
    for (const key of keys) {
      expect(key).toHaveLength(22);
      expect(key).toMatch(attemptKeyPattern);
    }
  });
});
