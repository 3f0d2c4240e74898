import { expect, it } from "vitest";
import type { SaleCardAnswer, SalesAnswer } from "@/lib/domain";
import { firstUpcoming } from "./find-next-sale";

const card: SaleCardAnswer = {
  slug: "lamp",
  title: "Lamp",
  phase: "scheduled",
  stock: "plenty",
  startsAt: "2026-12-12T12:00:00.000Z",
  endsAt: "2026-12-12T12:30:00.000Z",
  timeZone: "Europe/Berlin",
  price: { minor: 7900, currency: "EUR" },
  regularPrice: null,
  lowestPrice30d: null,
  image: null,
  total: 500,
  endedReason: null,
  endedAt: null,
};

function answer(...sales: readonly Partial<SaleCardAnswer>[]): SalesAnswer {
  return { now: "2026-12-12T10:00:00.000Z", sales: sales.map((change) => ({ ...card, ...change })) };
}

it("is the upcoming sale that opens first, wherever it stands in the list", () => {
  const listed = answer(
    { slug: "late", startsAt: "2026-12-13T12:00:00.000Z" },
    { slug: "soon" },
    { slug: "open", phase: "live", startsAt: "2026-12-12T09:00:00.000Z" },
  );
  expect(firstUpcoming(listed)).toEqual({
    slug: "soon",
    title: "Lamp",
    startsAtMs: Date.parse("2026-12-12T12:00:00.000Z"),
    timeZone: "Europe/Berlin",
  });
});

it("is none where nothing is to come", () => {
  expect(firstUpcoming(answer({ phase: "live" }, { phase: "ended" }, { phase: "cancelled" }))).toBeNull();
});
