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
    ["while it is paused", { status: "paused" }, startsAtMs, "OutOfStock"],
    ["after the end", {}, startsAtMs + 3_600_000, "Discontinued"],
    ["when all were sold", { status: "ended", endedReason: "sold_out" }, startsAtMs + 60_000, "SoldOut"],
    ["when it was cancelled", { status: "cancelled" }, startsAtMs, "Discontinued"],
  ] as const)("says what can be had %s", (_name, change, nowMs, word) => {
    expect(read(change, nowMs).data.offers.availability).toBe(`https://schema.org/${word}`);
  });

  it("writes the price as its currency does", () => {
    expect(read({}, 0).data.offers).toMatchObject({ price: "79.05", priceCurrency: "EUR" });
    expect(read({ price: { minor: 7900, currency: "JPY" } }, 0).data.offers.price).toBe("7900");
  });

  it("has what those who list offers ask for", () => {
    const { data } = read({ endedAtMs: startsAtMs + 60_000 }, startsAtMs);
    expect(data).toMatchObject({ "@context": "https://schema.org", "@type": "Product", description: "A lamp." });
    expect(data.offers).toMatchObject({
      "@type": "Offer",
      url: "https://shop.example/sales/aurora-lamp",
      validFrom: "2026-11-27T09:00:00.000Z",
      priceValidUntil: "2026-11-27T09:01:00.000Z",
      seller: { "@type": "Organization", name: "Zerohour" },
    });
    expect(data.image).toEqual([
      "https://shop.example/products/aurora-lamp.svg",
      "https://shop.example/sales/aurora-lamp/preview.jpg?v=3",
    ]);
  });

  it("names the one thing that is sold", () => {
    const item = { id: 1, sku: "LAMP-1", name: "Lamp", stock: 5 };
    expect(read({ items: [item] }, 0).data.sku).toBe("LAMP-1");
    expect(read({ items: [item, { ...item, id: 2, sku: "LAMP-2" }] }, 0).data.sku).toBeUndefined();
  });

  it("cannot end the script element it stands in", () => {
    const { text, data } = read({}, 0);
    expect(text).not.toContain("<");
    expect(data.name).toBe(sale.title);
  });
});
