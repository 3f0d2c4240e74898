import { describe, expect, it } from "vitest";
import type { SaleCardAnswer, SaleSnapshot } from "@/lib/domain";
import { arrangeSales, type ListedSale, listAnswer, listSnapshot, nextTickAtMs, saleAt } from "./listed-sale";

const startMs = Date.parse("2026-12-12T12:00:00.000Z");
const endMs = startMs + 30 * 60_000;

function sale(over: Partial<ListedSale> = {}): ListedSale {
  return {
    slug: "lamp",
    title: "Lamp",
    phase: "scheduled",
    stock: null,
    startsAtMs: startMs,
    endsAtMs: endMs,
    timeZone: "Europe/Berlin",
    price: { minor: 7900, currency: "EUR" },
    regularPrice: null,
    lowestPrice30d: null,
    image: null,
    total: 500,
    endedReason: null,
    endedAtMs: null,
    ...over,
  };
}

const snapshot: SaleSnapshot = {
  id: 1,
  slug: "lamp",
  title: "Lamp",
  status: "published",
  startsAtMs: startMs,
  endsAtMs: endMs,
  endedReason: null,
  version: 1,
  epoch: 1,
  timeZone: "Europe/Berlin",
  endedAtMs: null,
  pausedAtMs: null,
  price: { minor: 7900, currency: "EUR" },
  regularPrice: null,
  lowestPrice30d: null,
  imageUrl: "/products/lamp.svg",
  imageAlt: "A lamp",
  limitPerAccount: 1,
  paymentWindowSeconds: 600,
  lineFactor: 3,
  admission: "first_come",
  minLevel: 0,
  inviteOnly: false,
  challenge: false,
  showExactStock: false,
  items: [
    { id: 1, sku: "A", name: "Blue", stock: 300 },
    { id: 2, sku: "B", name: "Red", stock: 200 },
  ],
  releases: [],
};

describe("saleAt", () => {
  it("opens at the start, not a millisecond before", () => {
    expect(saleAt(sale(), startMs - 1).phase).toBe("scheduled");
    expect(saleAt(sale(), startMs).phase).toBe("live");
  });

  it("ends at the end, whether it was known as upcoming, live or paused", () => {
    for (const phase of ["scheduled", "live", "paused"] as const) {
      expect(saleAt(sale({ phase }), endMs - 1).phase).not.toBe("ended");
      expect(saleAt(sale({ phase }), endMs)).toMatchObject({ phase: "ended", endedReason: "time", endedAtMs: endMs });
    }
  });

  it("does not open what the store has paused, ended or cancelled", () => {
    for (const phase of ["paused", "ended", "cancelled"] as const) {
      expect(saleAt(sale({ phase }), startMs + 1).phase).toBe(phase);
    }
  });

  it("keeps why and when a sale ended", () => {
    const soldOut = sale({ phase: "ended", endedReason: "sold_out", endedAtMs: startMs + 1000 });
    expect(saleAt(soldOut, endMs + 1)).toEqual(soldOut);
  });
});

describe("arrangeSales", () => {
  it("puts live before paused, by end; upcoming by start; ended by their end, the latest first", () => {
    const sales = [
      sale({ slug: "late", phase: "scheduled", startsAtMs: startMs + 2 }),
      sale({ slug: "soon", phase: "scheduled", startsAtMs: startMs + 1 }),
      sale({ slug: "long", phase: "live", endsAtMs: endMs + 2 }),
      sale({ slug: "paused", phase: "paused", endsAtMs: endMs }),
      sale({ slug: "short", phase: "live", endsAtMs: endMs + 1 }),
      sale({ slug: "older", phase: "ended", endedAtMs: endMs - 2 }),
      sale({ slug: "newer", phase: "cancelled", endedAtMs: endMs - 1 }),
      sale({ slug: "draft", phase: "draft" }),
    ];
    const { now, next, ended } = arrangeSales(sales);
    expect(now.map(({ slug }) => slug)).toEqual(["short", "long", "paused"]);
    expect(next.map(({ slug }) => slug)).toEqual(["soon", "late"]);
    expect(ended.map(({ slug }) => slug)).toEqual(["newer", "older"]);
  });

  it("tells of at most six ended sales", () => {
    const many = Array.from({ length: 9 }, (_, index) => sale({ slug: `s${index}`, phase: "ended" }));
    expect(arrangeSales(many).ended).toHaveLength(6);
  });
});

describe("listSnapshot", () => {
  it("claims no stock, which static HTML cannot know", () => {
    expect(listSnapshot(snapshot, "now")).toMatchObject({ phase: "live", stock: null, total: 500 });
  });

  it("tells a paused sale from a live one, and a cancelled from an ended one", () => {
    expect(listSnapshot({ ...snapshot, status: "paused" }, "now").phase).toBe("paused");
    expect(listSnapshot(snapshot, "next").phase).toBe("scheduled");
    expect(listSnapshot(snapshot, "ended")).toMatchObject({ phase: "ended", endedReason: "time" });
    expect(listSnapshot({ ...snapshot, status: "cancelled" }, "ended")).toMatchObject({
      phase: "cancelled",
      endedReason: null,
    });
  });
});

describe("listAnswer", () => {
  it("reads the API's times", () => {
    const card: SaleCardAnswer = {
      slug: "lamp",
      title: "Lamp",
      phase: "ended",
      stock: "gone",
      startsAt: "2026-12-12T12:00:00.000Z",
      endsAt: "2026-12-12T12:30:00.000Z",
      timeZone: "Europe/Berlin",
      price: { minor: 7900, currency: "EUR" },
      regularPrice: null,
      lowestPrice30d: null,
      image: null,
      total: 500,
      endedReason: "sold_out",
      endedAt: "2026-12-12T12:03:12.000Z",
    };
    expect(listAnswer(card)).toMatchObject({
      startsAtMs: startMs,
      endsAtMs: endMs,
      endedAtMs: startMs + 192_000,
      stock: "gone",
    });
  });
});

describe("nextTickAtMs", () => {
  it("ticks by the minute while nothing is near", () => {
    expect(nextTickAtMs([sale()], startMs - 10 * 60_000 + 5_000)).toBe(startMs - 9 * 60_000);
  });

  it("ticks by the second in the last minute before a start or an end", () => {
    expect(nextTickAtMs([sale()], startMs - 42_300)).toBe(startMs - 42_000);
    expect(nextTickAtMs([sale({ phase: "live" })], endMs - 42_300)).toBe(endMs - 42_000);
  });

  it("begins with the seconds on time, also when the start is not at a full minute", () => {
    const odd = sale({ startsAtMs: startMs + 20_000 });
    expect(nextTickAtMs([odd], startMs - 50_000)).toBe(startMs - 40_000);
  });

  it("ticks by the minute when everything is over or nothing is listed", () => {
    expect(nextTickAtMs([sale()], endMs + 1)).toBe(endMs + 60_000);
    expect(nextTickAtMs([], startMs + 1)).toBe(startMs + 60_000);
  });
});
