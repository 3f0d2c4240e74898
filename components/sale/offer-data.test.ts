import { describe, expect, it } from "vitest";
import type { SaleSnapshot } from "@/lib/domain";
import { offerData } from "./offer-data";

const startsAtMs = Date.UTC(2026, 10, 27, 9);
const sale: SaleSnapshot = {
  id: 7,
  slug: "aurora-lamp",
  title: "Aurora </script><script>alert(1)</script>",
  status: "published",
  startsAtMs,
  endsAtMs: startsAtMs + 3_600_000,
  endedReason: null,
  endedAtMs: null,
  pausedAtMs: null,
  version: 3,
  epoch: 1,
  timeZone: "Europe/Berlin",
  price: { minor: 7905, currency: "EUR" },
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
  items: [],
  releases: [],
};

function read(change: Partial<SaleSnapshot>, nowMs: number) {
  const text = offerData({
    sale: { ...sale, ...change },
    description: "A lamp.",
    images: [{ url: "/products/aurora-lamp.svg" }],
    appOrigin: "https://shop.example",
    nowMs,
  });
  return { text, data: JSON.parse(text) };
}

describe("offerData", () => {
  it.each([
    ["before the start", {}, startsAtMs - 1, "PreOrder"],
    ["during the sale", {}, startsAtMs, "LimitedAvailability"],
    ["after the end", {}, startsAtMs + 3_600_000, "SoldOut"],
    ["when it was cancelled", { status: "cancelled" }, startsAtMs, "Discontinued"],
  ] as const)("says what can be had %s", (_name, change, nowMs, word) => {
    expect(read(change, nowMs).data.offers.availability).toBe(`https://schema.org/${word}`);
  });

  it("writes the price as its currency does", () => {
    expect(read({}, 0).data.offers).toMatchObject({ price: "79.05", priceCurrency: "EUR" });
    expect(read({ price: { minor: 7900, currency: "JPY" } }, 0).data.offers.price).toBe("7900");
  });

  it("cannot end the script element it stands in", () => {
    const { text, data } = read({}, 0);
    expect(text).not.toContain("<");
    expect(data.name).toBe(sale.title);
  });
});
