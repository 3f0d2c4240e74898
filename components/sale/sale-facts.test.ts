import { describe, expect, it } from "vitest";
import type { SaleNotice, SaleSnapshot } from "@/lib/domain";
import { movedFromMs } from "./describe-sale";
import { mergeSaleState } from "./merge-sale-state";
import { saleFacts } from "./sale-facts";

const startsAtMs = Date.parse("2026-12-12T12:00:00.000Z");
const hourMs = 3_600_000;

const sale: SaleSnapshot = {
  id: 1,
  slug: "lamp",
  title: "Lamp",
  status: "published",
  startsAtMs,
  endsAtMs: startsAtMs + hourMs,
  endedReason: null,
  version: 3,
  epoch: 1,
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
  items: [{ id: 1, sku: "A", name: "Blue", stock: 10 }],
  releases: [],
};

function notice(kind: SaleNotice["kind"], fromMs: number, toMs: number): SaleNotice {
  return { kind, atMs: startsAtMs - 2 * hourMs, reason: "", moved: { fromMs, toMs } };
}

function factsWith(notices: readonly SaleNotice[]) {
  return saleFacts(sale, { cancelReason: null, promoted: [], notices }, startsAtMs - hourMs, "en");
}

/** What stands struck through above the clock at a moment. */
function struckAt(nowMs: number, notices: readonly SaleNotice[]): number | null {
  const facts = factsWith(notices);
  return movedFromMs(mergeSaleState(facts, null, nowMs, null), facts);
}

describe("a moved sale", () => {
  const postponed = notice("rescheduled", startsAtMs - 3 * hourMs, startsAtMs);
  const extended = notice("extended", startsAtMs + hourMs / 2, startsAtMs + hourMs);

  it("shows the old start before the start, and the old end while it runs", () => {
    expect(struckAt(startsAtMs - 1, [extended, postponed])).toBe(startsAtMs - 3 * hourMs);
    expect(struckAt(startsAtMs, [extended, postponed])).toBe(startsAtMs + hourMs / 2);
    expect(struckAt(startsAtMs + hourMs, [extended, postponed])).toBeNull();
  });

  it("shows where the last move came from", () => {
    const earlier = notice("rescheduled", startsAtMs - 9 * hourMs, startsAtMs - 3 * hourMs);
    expect(struckAt(startsAtMs - 1, [postponed, earlier])).toBe(startsAtMs - 3 * hourMs);
  });

  it("shows nothing where nothing was moved, or where the move led elsewhere", () => {
    expect(struckAt(startsAtMs - 1, [])).toBeNull();
    expect(struckAt(startsAtMs - 1, [extended])).toBeNull();
    expect(struckAt(startsAtMs - 1, [notice("rescheduled", startsAtMs - hourMs, startsAtMs + 5)])).toBeNull();
  });

  it("shows nothing once the server has told of yet another time", () => {
    const facts = factsWith([postponed]);
    const view = mergeSaleState(facts, null, startsAtMs - 1, null);
    expect(movedFromMs({ ...view, startsAtMs: startsAtMs + hourMs }, facts)).toBeNull();
  });
});
