import { describe, expect, it } from "vitest";
import type { SaleStateAnswer } from "@/lib/domain";
import { furthest, mergeSaleState, newerAnswer } from "./merge-sale-state";
import type { SaleFacts } from "./sale-facts";

const start = Date.parse("2026-12-11T11:00:00.000Z");
const end = start + 1_800_000;
const iso = (ms: number) => new Date(ms).toISOString();

function facts(change: Partial<SaleFacts> = {}): SaleFacts {
  return {
    slug: "aurora-lamp",
    title: "Aurora lamp",
    version: 3,
    status: "published",
    startsAtMs: start,
    endsAtMs: end,
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
    generatedAtMs: start - 60_000,
    next: null,
    wasToStartAtMs: null,
    wasToEndAtMs: null,
    ...change,
  };
}

function answer(nowMs: number, change: Partial<SaleStateAnswer> = {}): SaleStateAnswer {
  return {
    slug: "aurora-lamp",
    phase: "scheduled",
    stock: "plenty",
    startsAt: iso(start),
    endsAt: iso(end),
    now: iso(nowMs),
    version: 3,
    pollMs: 3_000,
    nextReleaseAt: null,
    heldUntil: null,
    ...change,
  };
}

describe("mergeSaleState", () => {
  it("switches by schedule and clock alone: at the start it is live, at the end it has ended", () => {
    expect(mergeSaleState(facts(), null, start - 1, null).phase).toBe("scheduled");
    expect(mergeSaleState(facts(), null, start, null).phase).toBe("live");
    expect(mergeSaleState(facts(), null, end - 1, null).phase).toBe("live");
    const ended = mergeSaleState(facts(), null, end, null);
    expect(ended).toMatchObject({ phase: "ended", endedReason: "time", endedAtMs: end });
  });

  it("goes live by the clock although a cached answer still says scheduled", () => {
    expect(mergeSaleState(facts(), answer(start - 900), start, null).phase).toBe("live");
  });

  it("follows a server that is ahead of our clock", () => {
    expect(mergeSaleState(facts(), answer(start, { phase: "live" }), start - 80, null).phase).toBe("live");
  });

  it("never goes back within a version, whatever a corrected clock or an old answer says", () => {
    const reached = { version: 3, phase: "live" } as const;
    expect(mergeSaleState(facts(), null, start - 30, reached).phase).toBe("live");
    const over = { version: 3, phase: "ended" } as const;
    expect(mergeSaleState(facts(), answer(start + 5_000, { phase: "live" }), start + 5_000, over).phase).toBe("ended");
  });

  it("goes back when a person moved the sale: the new version counts", () => {
    const moved = answer(start + 5_000, { version: 4, startsAt: iso(start + 900_000), endsAt: iso(end + 900_000) });
    const view = mergeSaleState(facts(), moved, start + 5_000, { version: 3, phase: "live" });
    expect(view).toMatchObject({ phase: "scheduled", startsAtMs: start + 900_000, version: 4 });
  });

  it("ignores an answer from before the page was made", () => {
    const old = answer(start - 60_000, { version: 2, startsAt: iso(start - 3_600_000) });
    expect(mergeSaleState(facts(), old, start - 1_000, null)).toMatchObject({ phase: "scheduled", stock: null });
  });

  it("shows paused, cancelled and sold out as the server says", () => {
    const during = start + 60_000;
    expect(mergeSaleState(facts(), answer(during, { phase: "paused" }), during, null).phase).toBe("paused");
    expect(mergeSaleState(facts(), answer(during, { phase: "cancelled" }), during, null).phase).toBe("cancelled");
    const soldOut = answer(during, { phase: "ended", endedReason: "sold_out", stock: "gone" });
    expect(mergeSaleState(facts(), soldOut, during, null)).toMatchObject({
      phase: "ended",
      endedReason: "sold_out",
      endedAtMs: null,
      stock: "gone",
    });
  });

  it("comes back from a pause with the store's word", () => {
    const during = start + 60_000;
    const resumed = answer(during, { phase: "live", version: 5 });
    expect(mergeSaleState(facts({ status: "paused" }), resumed, during, { version: 3, phase: "paused" }).phase).toBe(
      "live",
    );
  });

  it("does not open a sale that was paused before its start", () => {
    const paused = facts({ status: "paused" });
    expect(mergeSaleState(paused, answer(start - 1_000), start, null).phase).toBe("paused");
  });

  it("is right from the page alone when it was made after the end", () => {
    const page = facts({ status: "ended", endedReason: "sold_out", endedAtMs: start + 192_000 });
    expect(mergeSaleState(page, null, start + 200_000, null)).toMatchObject({
      phase: "ended",
      stock: "gone",
      endedAtMs: start + 192_000,
    });
  });
});

describe("newerAnswer", () => {
  it("keeps the newer of two that arrive out of order", () => {
    const early = answer(start + 1_000);
    const late = answer(start + 4_000, { stock: "held" });
    expect(newerAnswer(late, early)).toBe(late);
    expect(newerAnswer(early, late)).toBe(late);
  });

  it("prefers a higher version even if a cache dates it earlier", () => {
    const known = answer(start + 4_000);
    const changed = answer(start + 3_500, { version: 4, phase: "paused" });
    expect(newerAnswer(known, changed)).toBe(changed);
    expect(newerAnswer(changed, known)).toBe(changed);
  });
});

describe("furthest", () => {
  it("remembers the furthest phase of a version and starts anew with the next", () => {
    expect(furthest(null, { version: 3, phase: "live" })).toEqual({ version: 3, phase: "live" });
    expect(furthest({ version: 3, phase: "ended" }, { version: 3, phase: "live" })).toEqual({
      version: 3,
      phase: "ended",
    });
    expect(furthest({ version: 3, phase: "live" }, { version: 3, phase: "paused" })).toEqual({
      version: 3,
      phase: "paused",
    });
    expect(furthest({ version: 3, phase: "ended" }, { version: 4, phase: "scheduled" })).toEqual({
      version: 4,
      phase: "scheduled",
    });
  });
});
