import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
import type { AttemptAnswer, AttemptState } from "@/lib/domain";
import { attemptStates, etaBands, lostReasons } from "@/lib/domain";
import { attemptSteps, etaWords, lostWords, resultWords, spokenAttempt } from "./describe-attempt";
import { purchaseNote } from "./describe-purchase";
import { clockLabel, describeMoment, describeSale, spokenPhase } from "./describe-sale";
import type { SaleView } from "./merge-sale-state";
import type { SaleFacts } from "./sale-facts";
import type { Wish } from "./wish";

const say = wordsOf("en");

const start = Date.parse("2026-12-11T11:00:00.000Z");

const facts: SaleFacts = {
  slug: "aurora-lamp",
  title: "Aurora lamp",
  version: 3,
  status: "published",
  startsAtMs: start,
  endsAtMs: start + 1_800_000,
  endedReason: null,
  endedAtMs: null,
  pausedAtMs: null,
  cancelReason: null,
  timeZone: "Europe/Berlin",
  priceText: "€79",
  total: 500,
  limitPerAccount: 1,
  paymentWindowMs: 600_000,
  items: [{ id: 1, name: "Lamp" }],
  generatedAtMs: start,
  next: null,
  wasToStartAtMs: null,
  wasToEndAtMs: null,
};

function view(change: Partial<SaleView>): SaleView {
  return {
    phase: "live",
    stock: "plenty",
    version: 3,
    startsAtMs: start,
    endsAtMs: start + 1_800_000,
    endedReason: null,
    endedAtMs: null,
    heldUntilMs: null,
    nextReleaseAtMs: null,
    left: null,
    ...change,
  };
}

function attempt(state: AttemptState, change: Partial<AttemptAnswer> = {}): AttemptAnswer {
  return {
    attemptId: "a1_bbbbbbbbbbbbbbbbbbbbbb",
    saleSlug: "aurora-lamp",
    state,
    receivedAt: new Date(start).toISOString(),
    pollMs: 700,
    ...change,
  };
}

const berlin = "Europe/Berlin";

describe("a sale in words", () => {
  it.each<[Partial<SaleView>, string, string]>([
    [{ phase: "scheduled" }, "Upcoming", "switches on by itself"],
    [{}, "Live", "Plenty left."],
    [{ stock: "low" }, "Live", "Less than half left."],
    [{ stock: "last" }, "Live", "Last few."],
    [{ stock: "low", left: 58 }, "Live", "58 left."],
    [{ stock: "held", heldUntilMs: start + 1_860_000 }, "All held", "the last hold ends 12:31"],
    [{ stock: "held", nextReleaseAtMs: start + 600_000 }, "All held", "More open at 12:10."],
    [{ stock: "gone" }, "Sold out", "None can come back."],
    [{ phase: "paused" }, "Paused", "Places and holds are kept"],
    [{ phase: "ended", endedReason: "time" }, "Ended", "The time is up."],
    [{ phase: "ended", endedReason: "stopped" }, "Ended", "ended this sale early"],
    [
      { phase: "ended", endedReason: "sold_out", endedAtMs: start + 192_000 },
      "Sold out",
      "All 500 sold in 3 min 12 s.",
    ],
    [{ phase: "ended", endedReason: "sold_out" }, "Sold out", "All 500 sold."],
    [{ phase: "cancelled" }, "Cancelled", "Nobody is charged"],
  ])("%o is %s", (change, state, part) => {
    const words = describeSale(view(change), facts, berlin, say);
    expect(words.state).toBe(state);
    expect(words.sentence).toContain(part);
  });

  it("invents no number while the server has told none", () => {
    expect(describeSale(view({ stock: null }), facts, berlin, say).sentence).not.toMatch(/\d/);
  });

  it("counts a live sale to its end and dates one that is over", () => {
    expect(clockLabel(view({}))).toEqual({ verb: "ends", atMs: start + 1_800_000 });
    expect(clockLabel(view({ phase: "ended", endedReason: "sold_out" }))).toEqual({ verb: "ended", atMs: null });
  });

  it("speaks the opening as the moment the button is ready", () => {
    const live = view({});
    expect(spokenPhase(live, describeSale(live, facts, berlin, say), say)).toBe(
      "The sale is open. The Buy button is ready.",
    );
  });
});

describe("a moment in words", () => {
  it("says whose clock it is by", () => {
    expect(describeMoment(start, "Asia/Shanghai", null, say)).toEqual({
      at: "Fri 11 Dec, 19:00",
      zones: "store time (Shanghai)",
    });
    expect(describeMoment(start, "Asia/Shanghai", berlin, say)).toEqual({
      at: "Fri 11 Dec, 12:00",
      zones: "your time (Berlin) · 19:00 store time (Shanghai)",
    });
    expect(describeMoment(start, berlin, "Europe/Paris", say).zones).toBe("your time (Paris), and the store’s");
  });

  it("names the store's day where it is another", () => {
    const evening = Date.parse("2026-12-11T20:00:00Z");
    expect(describeMoment(evening, "Asia/Shanghai", berlin, say).zones).toContain("Sat 12 Dec, 04:00 store time");
  });
});

describe("an attempt in words", () => {
  it("has words for every state, reason and band", () => {
    for (const state of attemptStates) {
      expect(attemptSteps(attempt(state), say)).toHaveLength(4);
      expect(spokenAttempt(attempt(state), "12:14:30", say).length).toBeGreaterThan(10);
    }
    for (const reason of lostReasons) expect(lostWords(reason, true, say).length).toBeGreaterThan(10);
    for (const band of etaBands) expect(etaWords(band, say)).not.toBe("");
  });

  it("says of every loss that nothing was charged", () => {
    for (const reason of lostReasons) {
      expect(resultWords(attempt("lost", { reason }), 214, say)).toMatch(/#214.*Nothing was charged\./);
    }
    expect(resultWords(attempt("expired"), null, say)).toContain("You were not charged");
  });

  it("never says it is yours before the server has", () => {
    for (const text of [
      spokenAttempt(attempt("queued"), "", say),
      spokenAttempt(attempt("queued", { place: 3 }), "", say),
    ]) {
      expect(text).not.toMatch(/yours|reserved/i);
    }
  });

  it("marks the step that is under way and the one that failed", () => {
    expect(attemptSteps(attempt("queued", { place: 3 }), say).map((step) => step.state)).toEqual([
      "done",
      "now",
      "ahead",
      "ahead",
    ]);
    expect(attemptSteps(attempt("paid"), say).every((step) => step.state === "done")).toBe(true);
    expect(attemptSteps(attempt("expired"), say)[3]).toEqual({ name: "Not paid in time", state: "failed" });
  });
});

describe("the shopper's own click in words", () => {
  const note = (wish: Wish, own: AttemptAnswer | null = null) =>
    purchaseNote({ say, wish, attempt: own, wasPlace: null, limitPerAccount: 1, nowMs: start, timeZone: berlin });

  it("admits that it does not know", () => {
    expect(note({ word: "checking" })?.text).toBe("We are not sure your click arrived. Checking…");
    expect(note({ word: "unanswered", sent: true })?.text).toContain("cannot count twice");
    expect(note({ word: "unanswered", sent: false })?.text).toContain("nothing was taken");
  });

  it("says when a kept click goes out again", () => {
    expect(note({ word: "waiting", reason: "busy", untilMs: start + 2_400 })?.text).toContain("in 3 s");
  });

  it("tells until when a reserved piece is held, and whose money it is", () => {
    const reserved = attempt("reserved", { payBy: new Date(start + 870_000).toISOString() });
    expect(note({ word: "idle" }, reserved)).toEqual({
      text: "It is yours until 12:14:30. You are charged only when you pay.",
      tone: "ok",
    });
  });

  it("says nothing when there is nothing to say", () => {
    expect(note({ word: "idle" })).toBeNull();
  });
});
