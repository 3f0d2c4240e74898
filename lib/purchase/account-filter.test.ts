import { describe, expect, it } from "vitest";
import { createAccountFilter } from "./account-filter";

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe("the account filter", () => {
  it.each([1, 1_000, 50_000])("knows every one of %i accounts that were added", (count) => {
    const filter = createAccountFilter(count);
    for (const name of names("in", count)) filter.add(name);
    expect(names("in", count).filter((name) => !filter.has(name))).toEqual([]);
  });

  it("takes few others for one of them", () => {
    const filter = createAccountFilter(10_000);
    for (const name of names("in", 10_000)) filter.add(name);
    expect(names("out", 10_000).filter((name) => filter.has(name)).length).toBeLessThan(300);
  });

  it("knows nobody while it is empty", () => {
    const filter = createAccountFilter(0);
    expect(names("out", 100).filter((name) => filter.has(name))).toEqual([]);
  });
});
