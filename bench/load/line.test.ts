import { expect, it } from "vitest";
import { createLine } from "./line";

it("a line gives what came first, through any growing and shrinking", () => {
  const line = createLine<number>();
  const taken: (number | undefined)[] = [];
  expect(line.take()).toBeUndefined();
  for (let one = 0; one < 30_000; one += 1) {
    line.add(one);
    if (one % 3 === 0) taken.push(line.take());
  }
  expect(line.size()).toBe(20_000);
  while (line.size() > 0) taken.push(line.take());
  expect(taken).toEqual(Array.from({ length: 30_000 }, (_, one) => one));
  expect(line.take()).toBeUndefined();
});
