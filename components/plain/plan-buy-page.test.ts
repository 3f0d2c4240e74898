import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
import { type AttemptAnswer, type BuyAddress, blankBuyAddress, buyRefusals, type SaleStateAnswer } from "@/lib/domain";
import { explainRefusal } from "../sale/explain-refusal";
import type { BuyPageFacts } from "./buy-page-facts";
import { planBuyPage as planPage } from "./plan-buy-page";

const say = wordsOf("en");
const planBuyPage = (facts: BuyPageFacts) => planPage(facts, say);

const startsAtMs = Date.parse("2026-12-11T11:00:00Z");
const endsAtMs = startsAtMs + 1_800_000;
const nowMs = startsAtMs + 60_000;
const key = "0123456789abcdef";

interface Wish extends Partial<Omit<BuyPageFacts, "told" | "state">> {
  readonly told?: Partial<BuyAddress>;
  readonly state?: Partial<SaleStateAnswer>;
}

function page({ told, state, ...rest }: Wish = {}): BuyPageFacts {
  const madeMs = rest.nowMs ?? nowMs;
  return {
    sale: {
      price: { minor: 7_900, currency: "EUR" },
      regularPrice: null,
      lowestPrice30d: null,
      imageUrl: null,
      imageAlt: "",
    },
    facts: {
      slug: "lamp",
      title: "Aurora lamp",
      version: 1,
      status: "published",
      startsAtMs,
      endsAtMs,
      endedReason: null,
      endedAtMs: null,
      pausedAtMs: null,
      cancelReason: null,
      timeZone: "Europe/Berlin",
      priceText: "€79",
      total: 10,
      limitPerAccount: 1,
      paymentWindowMs: 600_000,
      items: [{ id: 1, name: "Lamp" }],
      generatedAtMs: madeMs,
      next: null,
      wasToStartAtMs: null,
      wasToEndAtMs: null,
    },
    state: {
      slug: "lamp",
      phase: "live",
      stock: "plenty",
      startsAt: new Date(startsAtMs).toISOString(),
      endsAt: new Date(endsAtMs).toISOString(),
      now: new Date(madeMs).toISOString(),
      version: 1,
      pollMs: 3_000,
      nextReleaseAt: null,
      heldUntil: null,
      ...state,
    },
    nowMs: madeMs,
    ownZone: null,
    signedIn: true,
    attempt: null,
    loading: false,
    ticket: { word: "issued", ticket: "t1.x", validFromMs: startsAtMs, expiresAtMs: endsAtMs },
    freshKey: "fresh-key-of-a-page",
    random: 0.5,
    told: { ...blankBuyAddress, ...told },
    ...rest,
  };
}

const attempt = (state: AttemptAnswer["state"], more: Partial<AttemptAnswer> = {}): AttemptAnswer => ({
  attemptId: "a1_AAAAAAAAAAAAAAAAAAAAAA",
  saleSlug: "lamp",
  state,
  receivedAt: new Date(nowMs - 5_000).toISOString(),
  pollMs: 0,
  ...more,
});

describe("the buy page", () => {
  it("has a form with a key of its own while the sale is on", () => {
    const plan = planBuyPage(page());
    expect(plan.control.name).toBe("Buy now · €79");
    expect(plan.form).toEqual({ ticket: "t1.x", key: "fresh-key-of-a-page", joinLine: false, early: false });
    expect(plan.freshPath).toBe("/sales/lamp/buy");
  });

  it("lets a form be sent ahead of the start, for whoever presses at the right second", () => {
    const plan = planBuyPage(page({ nowMs: startsAtMs - 20_000, state: { phase: "scheduled", pollMs: 30_000 } }));
    expect(plan.control.name).toBe("Opens Fri 12:00");
    expect(plan.form).toMatchObject({ early: true, joinLine: false });
    expect(plan.refreshSeconds).toBe(21);
  });

  it("has none where there is no right to buy", () => {
    const ahead = { nowMs: startsAtMs - 3_600_000, state: { phase: "scheduled" } } as const;
    expect(planBuyPage(page({ ...ahead, ticket: { word: "not_open", retryAfterMs: 1 } })).form).toBeNull();
    const refused = planBuyPage(
      page({ ticket: { word: "not_eligible", reason: "invite", rule: "This sale is for invited accounts." } }),
    );
    expect(refused.form).toBeNull();
    expect(refused.control.name).toBe("Not open to your account");
    expect(refused.note?.text).toContain("This sale is for invited accounts.");
    expect(planBuyPage(page({ signedIn: false, ticket: null })).control.name).toBe("Sign in to buy");
  });

  it.each([
    ["paused", { phase: "paused" }, "Paused"],
    ["ended", { phase: "ended", stock: "gone", endedReason: "time" }, "Ended"],
    ["sold out", { phase: "live", stock: "gone" }, "Sold out"],
    ["cancelled", { phase: "cancelled", stock: "gone" }, "Cancelled"],
  ] as const)("has none when the sale is %s", (_name, state, name) => {
    const plan = planBuyPage(page({ state }));
    expect([plan.form, plan.control.name]).toEqual([null, name]);
  });

  it("offers the line when all is held", () => {
    expect(planBuyPage(page({ state: { stock: "held" } })).form?.joinLine).toBe(true);
    const own = planBuyPage(page({ told: { refused: "all_held", key }, state: { stock: "low" } }));
    expect([own.form?.joinLine, own.form?.key]).toEqual([true, key]);
  });

  it.each([
    "sold_out",
    "all_held",
    "line_full",
    "limit_reached",
    "not_open",
    "ended",
    "paused",
    "cancelled",
    "busy",
    "bad_ticket",
    "key_reused",
  ] as const)("says %s in the very words of the product page", (refused) => {
    const context = { heldUntilText: null, limitPerAccount: 1 };
    const problem = { code: refused, detail: "" };
    expect(planBuyPage(page({ told: { refused } })).note?.text).toBe(explainRefusal(problem, say, context));
  });

  it("says something of every refusal, keeps its key, and forgets it when it renews itself", () => {
    for (const refused of buyRefusals) {
      const plan = planBuyPage(page({ told: { refused, key, untilMs: nowMs + 3_000 } }));
      expect([refused, plan.note?.text]).not.toEqual([refused, undefined]);
      expect(plan.freshPath).toBe(`/sales/lamp/buy?key=${key}`);
      if (plan.form !== null) expect(plan.form.key).toBe(key);
    }
  });

  it("counts down by renewing itself when a try came too soon", () => {
    const plan = planBuyPage(page({ told: { refused: "throttled", untilMs: nowMs + 2_400, key } }));
    expect([plan.control.name, plan.form?.key, plan.refreshSeconds]).toEqual(["Try again in 3 s", key, 3]);
  });

  it("shows an attempt instead of a form, and carries its receipt until it is over", () => {
    const told = { attemptId: "a1_AAAAAAAAAAAAAAAAAAAAAA", receipt: "r1.x" };
    const queued = planBuyPage(page({ told, attempt: attempt("queued", { place: 4, pollMs: 2_000 }) }));
    expect([queued.control.name, queued.form]).toEqual(["In line: #4 · View", null]);
    expect(queued.freshPath).toBe("/sales/lamp/buy?attempt=a1_AAAAAAAAAAAAAAAAAAAAAA&receipt=r1.x");
    const left = planBuyPage(page({ told, attempt: attempt("left") }));
    expect([left.freshPath, left.form?.key]).toEqual(["/sales/lamp/buy", "fresh-key-of-a-page"]);
  });

  it("tells times by the zone the account chose, and leads to pages of its own language", () => {
    const ahead = { nowMs: startsAtMs - 20_000, state: { phase: "scheduled", pollMs: 30_000 } } as const;
    expect(planBuyPage(page({ ...ahead, ownZone: "Asia/Shanghai" })).control.name).toBe("Opens Fri 19:00");
    const chinese = planPage(page({ told: { refused: "bad_quantity", key } }), wordsOf("zh"));
    expect(chinese.freshPath).toBe(`/zh/sales/lamp/buy?key=${key}`);
    for (const refused of buyRefusals) {
      const { note } = planPage(page({ told: { refused, untilMs: nowMs + 3_000 } }), wordsOf("zh"));
      expect(note?.text).not.toMatch(/[A-Za-z]{2}/);
    }
  });

  it("stands still for who wants that", () => {
    const queued = attempt("queued", { pollMs: 700 });
    const still = planBuyPage(page({ told: { still: true }, attempt: queued }));
    expect([still.refreshSeconds, still.freshPath]).toEqual([null, "/sales/lamp/buy?still=yes"]);
    const asked = planBuyPage(page({ told: { asked: true }, attempt: queued }));
    expect([asked.refreshSeconds, asked.freshPath]).toEqual([null, "/sales/lamp/buy"]);
    expect(planBuyPage(page({ attempt: queued })).refreshSeconds).toBe(2);
  });
});
