import { describe, expect, it } from "vitest";
import { countChanges } from "./use-changed-rows";

const row = (key: string, sold: number) => ({ key, sold });
const count = (seen: ReturnType<typeof countChanges>, rows: readonly ReturnType<typeof row>[]) =>
  countChanges(
    seen,
    rows,
    ({ key }) => key,
    ({ sold }) => String(sold),
  );

describe("countChanges", () => {
  it("counts a change of a row that was there, and none for one that is equal or new", () => {
    const first = count(new Map(), [row("a", 1), row("b", 1)]);
    const second = count(first, [row("a", 2), row("b", 1), row("c", 5)]);
    expect([...second].map(([key, { changes }]) => [key, changes])).toEqual([
      ["a", 1],
      ["b", 0],
      ["c", 0],
    ]);
    expect(count(second, [row("a", 3)]).get("a")?.changes).toBe(2);
  });

  it("forgets rows that left", () => {
    const gone = count(count(new Map(), [row("a", 1)]), []);
    expect(count(gone, [row("a", 2)]).get("a")?.changes).toBe(0);
  });
});
