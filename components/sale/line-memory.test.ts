import { describe, expect, it } from "vitest";
import type { AttemptAnswer } from "@/lib/domain";
import { type LineStart, readLineStart, startAfter, writeLineStart } from "./line-memory";

const attempt = (attemptId: string, place?: number): AttemptAnswer => ({
  ...{ attemptId, saleSlug: "lamp", state: "queued", receivedAt: "2026-12-11T11:00:00.412Z", pollMs: 700 },
  ...(place === undefined ? {} : { place }),
});

function createStorage() {
  const entries = new Map<string, string>();
  return {
    getItem: (name: string) => entries.get(name) ?? null,
    setItem: (name: string, value: string) => void entries.set(name, value),
  };
}

describe("how a line began", () => {
  it("is the largest place there was, also when the place comes and goes", () => {
    const starts: (number | undefined)[] = [];
    let start: LineStart | null = null;
    for (const place of [9, 7, 12, 3, undefined]) {
      start = startAfter(start, attempt("a1", place));
      starts.push(start?.place);
    }
    expect(starts).toEqual([9, 9, 12, 12, 12]);
  });

  it("is forgotten with another attempt", () => {
    expect(startAfter({ attemptId: "a1", place: 9 }, attempt("a2", 2))).toEqual({ attemptId: "a2", place: 2 });
    expect(startAfter({ attemptId: "a1", place: 9 }, attempt("a2"))).toBeNull();
  });

  it("survives a reload, for its own attempt only", () => {
    const storage = createStorage();
    writeLineStart(storage, { attemptId: "a1", place: 9 });
    expect(readLineStart(storage, "a1")).toEqual({ attemptId: "a1", place: 9 });
    expect(readLineStart(storage, "a2")).toBeNull();
    storage.setItem("zerohour:line-start", "{");
    expect(readLineStart(storage, "a1")).toBeNull();
  });
});
