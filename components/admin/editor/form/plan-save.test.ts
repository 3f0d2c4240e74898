import { describe, expect, it } from "vitest";
import { exampleSale } from "./example-sale";
import { isSame, makesDraft, planSave } from "./plan-save";
import { followUp, formOf, newForm, type SaleForm, slugOf } from "./sale-form";
import { usualSettings } from "./usual-settings";

const stored = exampleSale();
const open = formOf(stored);
const plan = (change: Partial<SaleForm>) => planSave({ ...open, ...change }, stored, null);

describe("planSave over a stored sale", () => {
  it("finds nothing to do in an untouched form, nor in another way of writing the same", () => {
    expect(plan({})).toMatchObject({ dirty: [], change: {}, errors: [] });
    expect(
      plan({ price: "79", title: "Aurora desk lamp ", start: { text: "1 Dec 2026 12:00", which: null } }),
    ).toMatchObject({
      dirty: [],
      change: {},
    });
  });

  it("sends the changed parts alone", () => {
    const { dirty, change } = plan({ price: "69,50", showExactStock: true });
    expect(dirty).toEqual(["price", "showExactStock"]);
    expect(change).toEqual({ price: { minor: 6_950, currency: "EUR" }, showExactStock: true });
  });

  it("keeps back what cannot be read and still stores the rest", () => {
    const { dirty, change, errors, whole } = plan({ price: "cheap", title: "Aurora" });
    expect(dirty).toEqual(["title", "price"]);
    expect(change).toEqual({ title: "Aurora" });
    expect(errors).toEqual([{ path: "price", message: "This is no amount of EUR. Type it like 79.00." }]);
    expect(whole).toBeNull();
  });

  it("keeps back parts that are wrong together", () => {
    const { change, errors } = plan({ start: { text: "2026-12-01 13:00", which: null }, title: "Aurora" });
    expect(change).toEqual({ title: "Aurora" });
    expect(errors).toEqual([{ path: "endsAt", message: "The end must be after the start." }]);
  });

  it("moves the end along with the start when the length was typed", () => {
    const { change } = plan({ start: { text: "2026-12-02 12:00", which: null }, endBy: "length", length: "1 h" });
    expect(change).toEqual({ startsAt: "2026-12-02T11:00:00.000Z", endsAt: "2026-12-02T12:00:00.000Z" });
  });

  it("says of a release what is wrong in the row where it stands, also when rows are not in the order of time", () => {
    const release = (text: string, quantity: string, key: string) => ({
      key,
      at: { text, which: null },
      quantity,
      sku: "",
    });
    const releases = [release("2026-12-01 12:20", "90", "b"), release("2026-12-01 12:10", "20", "a")];
    expect(plan({ releases }).errors).toEqual([
      {
        path: "releases.0.quantity",
        message: "Release 1, quantity: the releases of LAMP-1 are 110 units, but its stock is 100.",
      },
    ]);
  });

  it("refuses times that do not exist, and those that exist twice until the choice is made", () => {
    const skipped = {
      start: { text: "2027-03-28 02:30", which: null },
      end: { text: "2027-03-28 05:00", which: null },
    };
    expect(plan(skipped).errors).toMatchObject([{ path: "startsAt" }]);
    const twice = { start: { text: "2026-10-25 02:30", which: null } };
    expect(plan(twice).errors).toMatchObject([{ path: "startsAt" }]);
    expect(plan({ start: { text: "2026-10-25 02:30", which: "later" } }).change).toEqual({
      startsAt: "2026-10-25T01:30:00.000Z",
    });
  });
});

describe("planSave over a new sale", () => {
  const blank = newForm(usualSettings, Date.parse("2026-11-21T14:00:00.000Z"));

  it("counts nothing of what the settings brought, and is no draft yet", () => {
    const { dirty, change } = planSave(blank, null, blank);
    expect(dirty).toEqual([]);
    expect(makesDraft(change)).toBe(false);
  });

  it("is a draft with a title and a price; slug and item follow the title, and the stock may come later", () => {
    const form = followUp({ ...blank, title: "Café Nord", price: "79" });
    const { change } = planSave(form, null, blank);
    expect(makesDraft(change)).toBe(true);
    expect(change).toMatchObject({
      slug: "cafe-nord",
      startsAt: "2026-11-22T11:00:00.000Z",
      endsAt: "2026-11-22T11:30:00.000Z",
    });
    expect(change.items).toEqual([]);
    const [item] = form.items;
    expect(item).toMatchObject({ sku: "cafe-nord", name: "Café Nord" });
  });
});

describe("the first item", () => {
  it("is there to be typed in while the stored draft has none, and is no change before", () => {
    const bare = exampleSale({ items: [] });
    const form = formOf(bare);
    expect(form.items).toMatchObject([{ sku: bare.slug, name: bare.title, stock: "" }]);
    expect(planSave(form, bare, null).dirty).toEqual([]);
    const typed = { ...form, items: form.items.map((item) => ({ ...item, stock: "20" })) };
    expect(planSave(typed, bare, null).change).toEqual({ items: [{ sku: bare.slug, name: bare.title, stock: 20 }] });
  });
});

describe("slugOf", () => {
  it.each([
    ['Café "Nord" No. 5', "cafe-nord-no-5"],
    ["Große Lampe", "grosse-lampe"],
    ["夜", ""],
    [`${"a".repeat(63)} b`, "a".repeat(63)],
  ])("makes a slug of %s", (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });
});

describe("isSame", () => {
  it("does not mind the order of keys, but that of lists", () => {
    expect(isSame({ a: [{ b: 1, c: 2 }] }, { a: [{ c: 2, b: 1 }] })).toBe(true);
    expect(isSame([1, 2], [2, 1])).toBe(false);
  });
});
