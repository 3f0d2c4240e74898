import { expect, it } from "vitest";
import type { SaleSnapshot } from "../domain";
import { createClock } from "../platform/clock";
import { pageStamp } from "./page-stamp";
import type { SaleBoard } from "./ports";

const sale = (changes: Partial<SaleSnapshot>): SaleSnapshot => ({
  id: 1,
  slug: "lamp",
  title: "Lamp",
  status: "published",
  startsAtMs: 1_000,
  endsAtMs: 2_000,
  endedReason: null,
  endedAtMs: null,
  pausedAtMs: null,
  version: 1,
  epoch: 1,
  timeZone: "UTC",
  price: { minor: 1, currency: "EUR" },
  regularPrice: null,
  lowestPrice30d: null,
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
  imageUrl: null,
  imageAlt: "",
  ...changes,
});

function world() {
  const now = { ms: 0 };
  const sales = [sale({}), sale({ id: 2, slug: "print", startsAtMs: 1_500, endsAtMs: 3_000 })];
  const state = { revision: "r1", looks: 0 };
  const board: SaleBoard = {
    bySlug: (slug) => sales.find((one) => one.slug === slug),
    byId: (id) => sales.find((one) => one.id === id),
    all() {
      state.looks += 1;
      return sales;
    },
    revision: () => state.revision,
    refresh: async () => undefined,
  };
  const clock = createClock(() => now.ms);
  return { now, state, clock, sales, stampOf: pageStamp(board, clock) };
}

it("turns for a sale's page and line at the very millisecond of its start and end", () => {
  const { now, stampOf } = world();
  const seen = [0, 999, 1_000, 1_999, 2_000, 5_000].map((ms) => {
    now.ms = ms;
    expect(stampOf("/sales/lamp/line")).toBe(stampOf("/sales/lamp"));
    return stampOf("/sales/lamp");
  });
  expect(seen).toEqual(["1 1 scheduled", "1 1 scheduled", "1 1 live", "1 1 live", "1 1 ended", "1 1 ended"]);
});

it("turns for the listing whenever any phase does, forth and back, and looks at the sales only then", () => {
  const { now, state, stampOf } = world();
  const stamps = [0, 999, 1_000, 1_499, 1_500, 2_000, 3_000, 9_000].map((ms) => {
    now.ms = ms;
    return stampOf("/");
  });
  expect(new Set(stamps).size).toBe(5);
  expect([stamps[0], stamps[2], stamps[6]]).toEqual([stamps[1], stamps[3], stamps[7]]);
  expect(state.looks).toBe(5);
  now.ms = 0;
  expect(stampOf("/")).toBe(stamps[0]);
});

it("turns for the listing with the board's revision and with the clock's correction", () => {
  const { state, clock, stampOf } = world();
  const before = stampOf("/");
  state.revision = "r2";
  expect(stampOf("/")).not.toBe(before);
  const moved = stampOf("/");
  clock.adjust("+1200");
  expect(stampOf("/")).not.toBe(moved);
});

it("is unknown for what is not on the board, and none for other pages", () => {
  const { stampOf } = world();
  expect(stampOf("/sales/nothing")).toBe("unknown");
  expect(stampOf("/account")).toBeNull();
});
