import { describe, expect, it } from "vitest";
import { patiently } from "./patiently";

describe("what is done patiently", () => {
  it("is tried again until it works", async () => {
    let tries = 0;
    const work = async () => {
      tries += 1;
      if (tries < 3) throw new Error("not yet");
      return "done";
    };
    expect(await patiently(work, 60_000)).toBe("done");
    expect(tries).toBe(3);
  });

  it("fails with what failed last when the time is over", async () => {
    let tries = 0;
    const work = () => {
      tries += 1;
      return Promise.reject(new Error(`failure ${tries}`));
    };
    await expect(patiently(work, 0)).rejects.toThrow("failure 1");
  });
});
