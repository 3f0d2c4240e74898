import { describe, expect, it } from "vitest";
import { describeChange, spellChange } from "./describe-change";

function spell(before: unknown, after: unknown): readonly string[] {
  return describeChange(before, after).map(spellChange);
}

describe("a change in words", () => {
  it("says from what to what, money as money", () => {
    expect(
      spell(
        { price: { minor: 7_900, currency: "EUR" }, paymentWindowSeconds: 600 },
        { price: { minor: 790, currency: "EUR" }, paymentWindowSeconds: 300 },
      ),
    ).toEqual(["price, from €79 to €7.90", "payment window seconds, from 600 to 300"]);
  });

  it("says what a new thing is and what a gone thing was", () => {
    expect(spell(null, { title: "Aurora lamp" })).toEqual(["title: Aurora lamp"]);
    expect(spell({ title: "Aurora lamp" }, null)).toEqual(["title, which was Aurora lamp"]);
  });

  it("spells lists, switches and what is not there", () => {
    expect(
      spell(
        { items: [{ sku: "LAMP", stock: 5 }], challenge: false, cancelReason: null, promoted: [] },
        { items: [{ sku: "LAMP", stock: 8 }], challenge: true, cancelReason: "Fire", promoted: ["kite"] },
      ),
    ).toEqual([
      "items, from sku LAMP stock 5 to sku LAMP stock 8",
      "challenge, from no to yes",
      "cancel reason, from nothing to Fire",
      "promoted, from none to kite",
    ]);
  });

  it("shortens what is too long, between characters", () => {
    const [line = ""] = spell(null, { description: "🏮".repeat(500) });
    expect([...line].length).toBeLessThan(220);
    expect(line.endsWith("…")).toBe(true);
    expect(line).not.toContain("\uFFFD");
  });
});
