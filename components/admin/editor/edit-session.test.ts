import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AdminSaleAnswer, Problem, SaleFields } from "@/lib/domain";
import type { ApiOutcome } from "../../api/fetch-json";
import { createEditSession, type EditSession } from "./edit-session";
import { exampleSale } from "./form/example-sale";
import { formOf, newForm } from "./form/sale-form";
import { usualSettings } from "./form/usual-settings";

type Sent = { readonly version: number | null; readonly change: Partial<SaleFields> };

/** A shop that keeps one sale as the API does: refuses an old version and answers with what it stored. */
class SmallShop {
  readonly sent: Sent[] = [];
  refusal: Problem | null = null;
  away = false;

  constructor(public sale: AdminSaleAnswer | null) {}

  readonly store = async (
    stored: AdminSaleAnswer | null,
    change: Partial<SaleFields>,
  ): Promise<ApiOutcome<AdminSaleAnswer>> => {
    this.sent.push({ version: stored?.version ?? null, change });
    if (this.away) throw new TypeError("no connection");
    if (this.refusal !== null) return this.refuse(this.refusal);
    const now = this.sale;
    if (stored !== null && now !== null && stored.version !== now.version) {
      return this.refuse({ ...problem("conflict"), current: now });
    }
    this.sale = { ...exampleSale(), ...now, ...change, version: (now?.version ?? 0) + 1 };
    return { word: "answer", status: 200, data: this.sale };
  };

  private refuse(said: Problem): ApiOutcome<AdminSaleAnswer> {
    return { word: "problem", status: said.status, problem: said, retryAfterMs: null };
  }
}

function problem(code: Problem["code"], more: Partial<Problem> = {}): Problem {
  return { type: "about:blank", title: code, status: 409, code, detail: `It is ${code}.`, ...more };
}

function edit(shop: SmallShop, form = shop.sale === null ? blank : formOf(shop.sale)): EditSession {
  return createEditSession({ stored: shop.sale, form, store: shop.store, whoSaved: async () => "Li" });
}

const blank = newForm(usualSettings, Date.parse("2026-11-21T14:00:00.000Z"));
const money = (minor: number) => ({ minor, currency: "EUR" });

describe("an edit session", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("stores a draft two seconds after the last key, once", async () => {
    const shop = new SmallShop(exampleSale());
    const session = edit(shop);
    session.change((form) => ({ ...form, title: "A" }));
    await vi.advanceTimersByTimeAsync(1_500);
    session.change((form) => ({ ...form, title: "Aurora" }));
    await vi.advanceTimersByTimeAsync(1_999);
    expect(shop.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(shop.sent).toEqual([{ version: 3, change: { title: "Aurora" } }]);
    expect(session.state()).toMatchObject({ saving: { word: "saved" }, stored: { version: 4 }, plan: { dirty: [] } });
  });

  it("makes a new sale of the first title and price, and changes it from then on", async () => {
    const shop = new SmallShop(null);
    const session = edit(shop);
    session.change((form) => ({ ...form, title: "Aurora" }));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(shop.sent).toEqual([]);
    session.change((form) => ({ ...form, price: "79" }));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(shop.sent).toMatchObject([
      { version: null, change: { title: "Aurora", slug: "aurora", price: money(7_900) } },
    ]);
    session.change((form) => ({ ...form, title: "Aurora lamp" }));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(shop.sent[1]).toMatchObject({ version: 1, change: { title: "Aurora lamp", slug: "aurora-lamp" } });
  });

  it("never stores a published sale by itself", async () => {
    const shop = new SmallShop(exampleSale({ status: "published", phase: "live" }));
    const session = edit(shop);
    session.change((form) => ({ ...form, title: "Aurora" }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shop.sent).toEqual([]);
    expect(await session.save()).toBe("stored");
    expect(shop.sent).toEqual([{ version: 3, change: { title: "Aurora" } }]);
  });

  it("stores nothing of a published sale while a part of it is wrong", async () => {
    const shop = new SmallShop(exampleSale({ status: "published", phase: "scheduled" }));
    const session = edit(shop);
    session.change((form) => ({ ...form, title: "Aurora", price: "cheap" }));
    expect(await session.save()).toBe("held_back");
    expect(shop.sent).toEqual([]);
  });

  it("keeps what was typed while it saved, and stores it next", async () => {
    const shop = new SmallShop(exampleSale());
    const session = edit(shop);
    session.change((form) => ({ ...form, title: "One" }));
    const first = session.save();
    session.change((form) => ({ ...form, title: "Two" }));
    await first;
    expect(session.state().form.title).toBe("Two");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(shop.sale?.title).toBe("Two");
  });

  it("joins what somebody else changed and stores the rest without asking", async () => {
    const shop = new SmallShop(exampleSale());
    const session = edit(shop);
    shop.sale = exampleSale({ version: 4, limitPerAccount: 2 });
    session.change((form) => ({ ...form, title: "Aurora" }));
    expect(await session.save()).toBe("stored");
    expect(shop.sale).toMatchObject({ version: 5, title: "Aurora", limitPerAccount: 2 });
    expect(session.state()).toMatchObject({
      form: { limitPerAccount: "2" },
      meeting: { who: "Li", taken: ["limitPerAccount"], disputed: [] },
    });
  });

  it("asks where both changed the same, stores nothing until then, and then what was chosen", async () => {
    const shop = new SmallShop(exampleSale());
    const session = edit(shop);
    shop.sale = exampleSale({ version: 4, price: money(7_500), title: "Theirs" });
    session.change((form) => ({ ...form, price: "69", title: "Mine" }));
    expect(await session.save()).toBe("disputed");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shop.sent).toHaveLength(1);
    session.choose("price", "theirs");
    session.choose("title", "mine");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(shop.sale).toMatchObject({ version: 5, title: "Mine", price: money(7_500) });
  });

  it("hears of somebody else's save before it saves, and not of its own", async () => {
    const shop = new SmallShop(exampleSale());
    const session = edit(shop);
    session.hear(exampleSale({ version: 3, title: "An old answer" }));
    expect(session.state().meeting).toBeNull();
    session.hear(exampleSale({ version: 4, title: "Theirs" }));
    expect(session.state()).toMatchObject({ form: { title: "Theirs" }, meeting: { taken: ["title"] } });
  });

  it("takes a sale that was only published for no meeting", () => {
    const session = edit(new SmallShop(exampleSale()));
    session.hear(exampleSale({ version: 4, status: "published", phase: "scheduled" }));
    expect(session.state()).toMatchObject({ meeting: null, stored: { status: "published" } });
  });

  it("holds back what the shop refused until it is another, and stores the rest", async () => {
    const shop = new SmallShop(exampleSale());
    const session = edit(shop);
    shop.refusal = problem("conflict", { detail: "There is a sale with the slug lamp already." });
    session.change((form) => ({ ...form, slug: "lamp", title: "Aurora" }));
    expect(await session.save()).toBe("held_back");
    expect(session.state().plan.errors).toEqual([
      expect.objectContaining({ path: "slug", message: "There is a sale with the slug lamp already." }),
    ]);
    shop.refusal = null;
    await vi.advanceTimersByTimeAsync(0);
    expect(shop.sale).toMatchObject({ title: "Aurora", slug: "aurora-desk-lamp" });
    expect(session.state().plan).toMatchObject({ dirty: ["slug"], errors: [{ path: "slug" }] });
    session.change((form) => ({ ...form, slug: "lamp-2" }));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(shop.sale?.slug).toBe("lamp-2");
  });

  it("puts the shop's own words at the control they are about", async () => {
    const shop = new SmallShop(exampleSale());
    const session = edit(shop);
    const errors = [{ path: "price.minor", message: "must be at most 50000000" }];
    shop.refusal = problem("invalid_request", { status: 400, errors });
    session.change((form) => ({ ...form, price: "70" }));
    await session.save();
    expect(session.state().plan.errors).toEqual([
      expect.objectContaining({ path: "price", message: "Price: must be at most 50000000." }),
    ]);
  });

  it("sends a draft again when the connection is back", async () => {
    const shop = new SmallShop(exampleSale());
    const session = edit(shop);
    shop.away = true;
    session.change((form) => ({ ...form, title: "Aurora" }));
    expect(await session.save()).toBe("unreachable");
    expect(session.state()).toMatchObject({ saving: { word: "unreachable" }, form: { title: "Aurora" } });
    shop.away = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(shop.sale?.title).toBe("Aurora");
  });

  it("goes back to what is stored", () => {
    const session = edit(new SmallShop(exampleSale()));
    session.change((form) => ({ ...form, title: "Aurora" }));
    session.discard();
    expect(session.state()).toMatchObject({ form: { title: "Aurora desk lamp" }, plan: { dirty: [] } });
  });
});
