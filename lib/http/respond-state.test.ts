import { describe, expect, it } from "vitest";
import type { SaleSnapshot, SaleStateAnswer } from "../domain";
import { type CountsToShow, respondState } from "./respond-state";

const startMs = Date.UTC(2026, 0, 10, 12);
const endMs = startMs + 1_800_000;

const sale: SaleSnapshot = {
  id: 7,
  slug: "a".repeat(64),
  title: "Lamp",
  status: "published",
  startsAtMs: startMs,
  endsAtMs: endMs,
  endedReason: null,
  version: 123_456,
  epoch: 3,
  timeZone: "Europe/Berlin",
  endedAtMs: null,
  pausedAtMs: null,
  price: { minor: 7900, currency: "EUR" },
  regularPrice: null,
  lowestPrice30d: null,
  imageUrl: null,
  imageAlt: "",
  limitPerAccount: 1,
  paymentWindowSeconds: 600,
  lineFactor: 3,
  admission: "first_come",
  minLevel: 0,
  inviteOnly: false,
  challenge: false,
  showExactStock: false,
  items: [{ id: 1, sku: "lamp", name: "Lamp", stock: 10 }],
  releases: [{ id: 1, itemId: 1, atMs: startMs + 60_000, quantity: 5 }],
};

const counts = (available: number, held: number, sold: number): CountsToShow => ({
  items: [{ total: 10, released: 10, available, held, sold }],
  heldUntilMs: held > 0 ? startMs + 600_000 : null,
});

function stateAt(nowMs: number, shown: CountsToShow, changes: Partial<SaleSnapshot> = {}): SaleStateAnswer {
  return JSON.parse(respondState({ ...sale, ...changes }, shown, nowMs).body ?? "");
}

describe("the state of a sale", () => {
  it("fits in 400 bytes in its longest form", () => {
    const longest = respondState(
      { ...sale, status: "ended", endedReason: "sold_out", showExactStock: true },
      counts(0, 3, 7),
      startMs,
    );
    expect(Buffer.byteLength(longest.body ?? "")).toBeLessThanOrEqual(400);
    const held = respondState({ ...sale, showExactStock: true }, counts(0, 3, 7), startMs);
    expect(Buffer.byteLength(held.body ?? "")).toBeLessThanOrEqual(400);
  });

  it("tells nobody an exact number unless the sale says so", () => {
    expect(stateAt(startMs, counts(4, 0, 6))).not.toHaveProperty("left");
    expect(stateAt(startMs, counts(4, 0, 6), { showExactStock: true }).left).toBe(4);
  });

  it("tells held and gone apart, and until when units may return", () => {
    expect(stateAt(startMs, counts(0, 3, 7))).toMatchObject({
      stock: "held",
      heldUntil: new Date(startMs + 600_000).toISOString(),
    });
    expect(stateAt(startMs, counts(0, 0, 10))).toMatchObject({ stock: "gone", heldUntil: null, pollMs: 30_000 });
  });

  it("offers nobody a held unit after the end", () => {
    expect(stateAt(endMs, counts(0, 3, 7))).toMatchObject({
      phase: "ended",
      stock: "gone",
      endedReason: "time",
      pollMs: 0,
    });
  });

  it("names the next release until the end", () => {
    expect(stateAt(startMs, counts(5, 0, 0)).nextReleaseAt).toBe(new Date(startMs + 60_000).toISOString());
    expect(stateAt(startMs + 60_000, counts(5, 0, 0)).nextReleaseAt).toBeNull();
  });

  it("calls unloaded stock plenty before the sale and gone after it", () => {
    expect(stateAt(startMs - 1, "not_loaded").stock).toBe("plenty");
    expect(stateAt(endMs, "not_loaded").stock).toBe("gone");
  });
});

describe("a crowd that asks at the same moment", () => {
  const counts: CountsToShow = { items: [], heldUntilMs: null };
  const asked = { ...sale };

  it("is given one answer, for a moment", () => {
    const first = respondState(asked, counts, startMs + 1_000);
    expect(respondState(asked, counts, startMs + 1_049)).toBe(first);
    expect(respondState(asked, counts, startMs + 1_050)).not.toBe(first);
  });

  it("is given another when the phase, the counts or the sale have changed, or the clock was set back", () => {
    const before = respondState(asked, counts, startMs - 1);
    const opened = respondState(asked, counts, startMs);
    expect(opened).not.toBe(before);
    expect(respondState(asked, { ...counts }, startMs)).not.toBe(opened);
    expect(respondState({ ...asked }, counts, startMs)).not.toBe(opened);
    const late = respondState(asked, counts, startMs + 10);
    expect(respondState(asked, counts, startMs + 9)).not.toBe(late);
  });
});
