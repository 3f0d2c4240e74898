import { describe, expect, it } from "vitest";
import { createTurns } from "./take-turns";

describe("turns", () => {
  it("are taken one after the other, in order, also behind one that failed", async () => {
    const inTurn = createTurns();
    const said: string[] = [];
    const work = (name: string, fails = false) =>
      inTurn(async () => {
        said.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        said.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const results = await Promise.allSettled([work("a"), work("b", true), work("c")]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(said).toEqual(["a", "b", "c"].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });
});
