import { describe, expect, it } from "vitest";
import { describeEntry } from "./describe-entry";

describe("describeEntry", () => {
  it("tells what changed, with times in the zone", () => {
    const entry = {
      before: { endsAt: "2026-11-27T11:30:00.000Z" },
      after: { endsAt: "2026-11-27T11:45:00.000Z" },
    };
    expect(describeEntry(entry, "Europe/Berlin")).toBe("ends at, from Fri 27 Nov, 12:30 to Fri 27 Nov, 12:45");
  });

  it("stops after three fields and says that there are more", () => {
    const side = (value: number) => ({ a: value, b: value, c: value, d: value, e: value });
    expect(describeEntry({ before: side(1), after: side(2) }, "UTC")).toBe(
      "a, from 1 to 2; b, from 1 to 2; c, from 1 to 2; and 2 more",
    );
  });

  it("does not list a new sale field by field", () => {
    expect(describeEntry({ before: null, after: { title: "Lamp", price: 5 } }, "UTC")).toBe("");
  });
});
