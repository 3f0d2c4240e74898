import { describe, expect, it } from "vitest";
import { exampleSale } from "./example-sale";
import { adoptParts, mergeSale } from "./merge-sale";
import { planSave } from "./plan-save";
import { formOf } from "./sale-form";

const before = exampleSale();
const typed = { ...formOf(before), title: "Aurora lamp", price: "69" };

describe("mergeSale", () => {
  it("takes over what only the other one changed and keeps what was typed", () => {
    const theirs = exampleSale({ version: 4, description: "Now dimmable.", limitPerAccount: 2 });
    const { form, taken, disputed } = mergeSale(typed, before, theirs);
    expect({ taken, disputed }).toEqual({ taken: ["description", "limitPerAccount"], disputed: [] });
    expect(form).toMatchObject({
      title: "Aurora lamp",
      price: "69",
      description: "Now dimmable.",
      limitPerAccount: "2",
    });
    expect(planSave(form, theirs, null).dirty).toEqual(["title", "price"]);
  });

  it("lets somebody choose where both changed the same part, and loses nothing typed until then", () => {
    const theirs = exampleSale({ version: 4, price: { minor: 7_500, currency: "EUR" } });
    const { form, disputed } = mergeSale(typed, before, theirs);
    expect(disputed).toEqual(["price"]);
    expect(form.price).toBe("69");
    expect(adoptParts(form, theirs, ["price"])).toMatchObject({ price: "75.00", title: "Aurora lamp" });
  });

  it("has nothing to dispute where both changed a part to the same", () => {
    const theirs = exampleSale({ version: 4, title: "Aurora lamp" });
    const { form, taken, disputed } = mergeSale(typed, before, theirs);
    expect({ taken, disputed }).toEqual({ taken: [], disputed: [] });
    expect(planSave(form, theirs, null).dirty).toEqual(["price"]);
  });

  it("keeps the moments when the other one changed the zone", () => {
    const theirs = exampleSale({ version: 4, timeZone: "Asia/Shanghai" });
    const { form } = mergeSale(typed, before, theirs);
    expect(form).toMatchObject({ timeZone: "Asia/Shanghai", start: { text: "2026-12-01 19:00" } });
    expect(planSave(form, theirs, null).dirty).toEqual(["title", "price"]);
  });
});
