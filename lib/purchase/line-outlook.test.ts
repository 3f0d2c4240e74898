import { describe, expect, it } from "vitest";
import type { SaleSnapshot } from "../domain";
import { type LineFacts, lineOutlook } from "./line-outlook";

const nowMs = 1_800_000_000_000;
const minute = 60_000;

const sale: SaleSnapshot = {
  id: 1,
  slug: "lamp",
  title: "Lamp",
  status: "published",
  startsAtMs: nowMs - 10 * minute,
  endsAtMs: nowMs + 60 * minute,
  version: 1,
  epoch: 1,
  timeZone: "UTC",
  endedReason: null,
  endedAtMs: null,
  pausedAtMs: null,
  price: { minor: 7_900, currency: "EUR" },
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
  items: [{ id: 12, sku: "only", name: "One size", stock: 500 }],
  releases: [],
};

type Change = Partial<Omit<LineFacts, "sale">> & { readonly sale?: Partial<SaleSnapshot>; readonly held?: number };

function outlook({ sale: changes = {}, held = 37, ...rest }: Change = {}) {
  return lineOutlook({
    attempt: { itemId: 12, quantity: 1 },
    place: 1,
    stock: { total: 500, released: 500, available: 0, held, sold: 500 - held },
    heldUntilMs: nowMs + 4 * minute,
    record: { returned: 25, held: 100 },
    nowMs,
    ...rest,
    sale: { ...sale, ...changes },
  });
}

describe("when a place is reached", () => {
  it("is by the end of the last hold for the first, and a payment window later for those behind", () => {
    expect(outlook()).toMatchObject({ held: 37, byMs: nowMs + 4 * minute, waitMs: 4 * minute });
    expect(outlook({ place: 12 })).toMatchObject({ byMs: nowMs + 4 * minute, waitMs: 14 * minute });
  });

  it("is never after the sale, with which the line closes", () => {
    const endsAtMs = nowMs + 2 * minute;
    expect(outlook({ place: 12, sale: { endsAtMs } })).toMatchObject({ byMs: null, waitMs: 2 * minute });
  });

  it("is unknown beyond what is held, while paused, without a hold's end and after it", () => {
    const unknown = { byMs: null, waitMs: null };
    expect(outlook({ place: 38 })).toMatchObject({ byMs: nowMs + 4 * minute, waitMs: null });
    expect(outlook({ sale: { status: "paused" } })).toMatchObject(unknown);
    expect(outlook({ heldUntilMs: null })).toMatchObject(unknown);
    expect(outlook({ held: 0 })).toMatchObject(unknown);
    expect(outlook({ heldUntilMs: nowMs - 5_000 })).toMatchObject(unknown);
    // The worker needs a moment.
    expect(outlook({ heldUntilMs: nowMs - 4_000 })).toMatchObject({ waitMs: 0 });
  });

  it("is the release that certainly reaches it, the first if two are needed for those behind", () => {
    const releases = [
      { id: 2, itemId: 12, atMs: nowMs + 9 * minute, quantity: 10 },
      { id: 1, itemId: 12, atMs: nowMs + 6 * minute, quantity: 10 },
      { id: 3, itemId: 13, atMs: nowMs + minute, quantity: 100 },
      { id: 4, itemId: 12, atMs: nowMs - minute, quantity: 100 },
    ];
    expect(outlook({ place: 10, sale: { releases } })).toMatchObject({ coming: 20, waitMs: 6 * minute });
    expect(outlook({ place: 11, sale: { releases } })).toMatchObject({ coming: 20, waitMs: 9 * minute });
    expect(outlook({ place: 11, sale: { releases } }).odds?.chance).toBe("good");
  });

  it("counts on everybody ahead to want as many as they may", () => {
    const limited = { limitPerAccount: 3 };
    expect(outlook({ place: 13, sale: limited })).toMatchObject({ waitMs: 14 * minute });
    expect(outlook({ place: 14, sale: limited })).toMatchObject({ waitMs: null });
  });
});

describe("the odds", () => {
  it("are told with what they were taken from", () => {
    expect(outlook({ place: 12 }).odds).toEqual({ chance: "fair", returned: 25, of: 100 });
  });

  it("are not told without a history", () => {
    expect(outlook({ record: null }).odds).toBeNull();
    expect(outlook({ record: { returned: 0, held: 0 } }).odds).toBeNull();
  });

  it("are unlikely beyond what is held", () => {
    expect(outlook({ held: 120, place: 215 }).odds?.chance).toBe("unlikely");
  });

  it("are not told where they depend on how many pieces the others want", () => {
    expect(outlook({ place: 6, sale: { limitPerAccount: 5 } }).odds).toBeNull();
    expect(outlook({ place: 200, sale: { limitPerAccount: 5 } }).odds?.chance).toBe("unlikely");
  });
});
