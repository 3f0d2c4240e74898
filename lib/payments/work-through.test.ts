import { describe, expect, it } from "vitest";
import { workThrough } from "./work-through";

describe("workThrough", () => {
  it("does every item once and adds up what each did", async () => {
    const seen: number[] = [];
    const items = Array.from({ length: 25 }, (_, index) => index);
    const done = await workThrough(items, async (item) => {
      seen.push(item);
      return item % 2;
    });
    expect(done).toBe(12);
    expect(seen.toSorted((one, other) => one - other)).toEqual(items);
  });

  it("does the others although one fails, and then tells of the failure", async () => {
    const seen: number[] = [];
    const round = workThrough([1, 2, 3, 4, 5, 6, 7, 8], async (item) => {
      await Promise.resolve();
      if (item < 5) throw new Error(`item ${item}`);
      seen.push(item);
      return 1;
    });
    await expect(round).rejects.toThrow("item 1");
    expect(seen).toEqual([5, 6, 7, 8]);
  });

  it("has at most four items under way", async () => {
    let underWay = 0;
    let most = 0;
    await workThrough(
      Array.from({ length: 40 }, (_, index) => index),
      async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise<void>((resolve) => setImmediate(resolve));
        underWay -= 1;
        return 1;
      },
    );
    expect(most).toBe(4);
  });

  it("has nothing to do with no items", async () => {
    expect(await workThrough([], async () => 1)).toBe(0);
  });
});
