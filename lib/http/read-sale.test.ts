import { describe, expect, it } from "vitest";
import { usualSettings } from "../domain";
import { newSaleSchema, newSaleSchemaFor } from "./read-sale";

const least = {
  slug: "lamp",
  title: "Lamp",
  price: { minor: 7_900 },
  startsAt: "2026-12-01T09:00:00.000Z",
  endsAt: "2026-12-01T10:00:00.000Z",
};

const settings = {
  ...usualSettings,
  timeZone: "Asia/Tokyo",
  currency: "JPY",
  paymentWindowSeconds: 2_700,
  limitPerAccount: 2,
  lineFactor: 10,
  showExactStock: true,
};

const half = "\ud83d";

describe("a text of a sale", () => {
  it.each<[string, Record<string, unknown>]>([
    ["half a character in the title", { title: `Lamp ${half}` }],
    ["half a character in the description", { description: `A lamp.\n${half}` }],
    ["a hidden character in a picture's address", { images: [{ url: "/lamp\0.svg", alt: "A lamp" }] }],
    ["half a character in a picture's address", { images: [{ url: `/lamp${half}.svg`, alt: "A lamp" }] }],
  ])("with %s is refused: the database would not keep it as it is", (_, wish) => {
    expect(newSaleSchema.safeParse({ ...least, ...wish }).success).toBe(false);
  });

  it("may have whole characters of any script", () => {
    const wish = { title: "Lamp 💡", description: "ランプ\n💡", images: [{ url: "/ランプ.svg", alt: "💡" }] };
    expect(newSaleSchema.parse({ ...least, ...wish })).toMatchObject(wish);
  });
});

describe("a new sale that says only what it must", () => {
  it("is as the store's settings say", () => {
    const { timeZone, paymentWindowSeconds, limitPerAccount, lineFactor, showExactStock } = settings;
    expect(newSaleSchemaFor(settings).parse(least)).toMatchObject({
      price: { minor: 7_900, currency: "JPY" },
      timeZone,
      paymentWindowSeconds,
      limitPerAccount,
      lineFactor,
      showExactStock,
    });
  });

  it("is as usual where nobody has changed them", () => {
    expect(newSaleSchema.parse(least)).toMatchObject({
      price: { minor: 7_900, currency: "EUR" },
      timeZone: "UTC",
      paymentWindowSeconds: 600,
      limitPerAccount: 1,
      lineFactor: 3,
      showExactStock: false,
    });
  });

  it("stays closed while its gate is away, unless it says in so many words that the books may sell it", () => {
    expect(newSaleSchema.parse(least)).toMatchObject({ withoutGate: "closed" });
    expect(newSaleSchema.parse({ ...least, withoutGate: "books" })).toMatchObject({ withoutGate: "books" });
    expect(newSaleSchema.safeParse({ ...least, withoutGate: true }).error?.issues).toMatchObject([
      { path: ["withoutGate"], message: "must be one of closed, books" },
    ]);
  });

  it("keeps what it says itself", () => {
    const own = {
      price: { minor: 1, currency: "USD" },
      regularPrice: { minor: 2, currency: "USD" },
      timeZone: "Europe/Berlin",
      paymentWindowSeconds: 60,
      limitPerAccount: 1,
      lineFactor: 1,
      showExactStock: false,
    };
    expect(newSaleSchemaFor(settings).parse({ ...least, ...own })).toMatchObject(own);
  });
});
