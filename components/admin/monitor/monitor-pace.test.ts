import { describe, expect, it } from "vitest";
import type { MonitorAnswer } from "@/lib/domain";
import { monitorPaceMs } from "./monitor-pace";
import { addsUp, totalUnits } from "./total-units";

const money = { minor: 0, currency: "EUR" };
const monitor: MonitorAnswer = {
  slug: "lamp",
  phase: "live",
  version: 1,
  asOf: "2026-11-27T11:00:00.000Z",
  startsAt: "2026-11-27T12:00:00.000Z",
  endsAt: "2026-11-27T13:00:00.000Z",
  pausedAt: null,
  loaded: true,
  items: [
    { sku: "A", stock: 300, unreleased: 100, available: 150, held: 20, sold: 30 },
    { sku: "B", stock: 200, unreleased: 0, available: 200, held: 0, sold: 0 },
  ],
  line: 0,
  intents: 0,
  refusals: {},
  soldFrom: "gate",
  sumOk: true,
  watch: null,
  revenue: money,
  unmet: { waiting: 0, units: 0, money },
};

describe("monitorPaceMs", () => {
  it("is a second while it runs, and calm before and after", () => {
    expect(monitorPaceMs(monitor)).toBe(1_000);
    expect(monitorPaceMs({ ...monitor, phase: "scheduled" })).toBe(5_000);
    expect(monitorPaceMs({ ...monitor, phase: "scheduled", asOf: "2026-11-27T11:59:00.000Z" })).toBe(1_000);
    expect(monitorPaceMs({ ...monitor, phase: "ended" })).toBe(2_000);
    expect(monitorPaceMs({ ...monitor, phase: "ended", items: [] })).toBe(10_000);
  });
});

describe("totalUnits", () => {
  it("adds the items, and their places add up to the stock", () => {
    const units = totalUnits(monitor.items);
    expect(units).toEqual({ stock: 500, unreleased: 100, left: 350, held: 20, sold: 30 });
    expect(addsUp(units)).toBe(true);
  });

  it("notices a unit too many, and places that hide each other", () => {
    const units = totalUnits(monitor.items);
    expect(addsUp({ ...units, sold: 31 })).toBe(false);
    expect(addsUp({ ...units, left: 351, held: -1, sold: 50 })).toBe(false);
  });
});
