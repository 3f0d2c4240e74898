import { describe, expect, it } from "vitest";
import { canonicalJson, chainStart, type HashedEntry, hashEntry } from "./hash-entry";

const entry: HashedEntry = {
  at: "2026-11-27T09:00:00.000Z",
  actorId: "0123456789abcdef",
  verb: "change",
  object: "sale:lamp",
  before: { title: "Lamp" },
  after: { title: "Desk lamp" },
  requestId: "r-1",
  ipAddress: null,
};

describe("canonical JSON", () => {
  it("is the same text whatever the order of keys, at every depth", () => {
    const one = canonicalJson({ b: [{ y: 1, x: "ü" }], a: null });
    expect(one).toBe(canonicalJson({ a: null, b: [{ x: "ü", y: 1 }] }));
    expect(one).toBe('{"a":null,"b":[{"x":"ü","y":1}]}');
  });

  it("tells a text from a number, and the order of a list", () => {
    expect(canonicalJson({ a: "1" })).not.toBe(canonicalJson({ a: 1 }));
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });

  it("leaves out what is undefined, as storing it does", () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

describe("the hash of an entry", () => {
  it("is the same for the same entry behind the same hash", () => {
    expect(hashEntry(chainStart, entry)).toBe(hashEntry(chainStart, { ...entry }));
    expect(hashEntry(chainStart, entry)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(Object.keys(entry))("is another when %s is", (field) => {
    expect(hashEntry(chainStart, { ...entry, [field]: "other" })).not.toBe(hashEntry(chainStart, entry));
  });

  it("is another behind another hash", () => {
    expect(hashEntry("1".repeat(64), entry)).not.toBe(hashEntry(chainStart, entry));
  });
});
