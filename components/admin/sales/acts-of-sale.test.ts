import { describe, expect, it } from "vitest";
import { actsOfSale } from "./acts-of-sale";

describe("actsOfSale", () => {
  it("offers nothing that the API would refuse", () => {
    expect(actsOfSale({ phase: "draft", paused: false })).toEqual(["edit", "preview", "duplicate"]);
    expect(actsOfSale({ phase: "cancelled", paused: false })).toEqual(["live", "edit", "preview", "duplicate"]);
    expect(actsOfSale({ phase: "ended", paused: false })).toContain("cancel");
    expect(actsOfSale({ phase: "ended", paused: false })).not.toContain("pause");
  });

  it("offers the way back from a pause, before the start too", () => {
    expect(actsOfSale({ phase: "live", paused: false })).toContain("pause");
    expect(actsOfSale({ phase: "paused", paused: true })).toContain("resume");
    expect(actsOfSale({ phase: "scheduled", paused: true })).toContain("resume");
    expect(actsOfSale({ phase: "scheduled", paused: true })).not.toContain("end");
  });
});
