import { describe, expect, it } from "vitest";
import type { AdminOrderRow } from "@/lib/domain";
import { mergeRows } from "./merge-rows";

function row(id: string, state: AdminOrderRow["state"] = "reserved"): AdminOrderRow {
  return {
    id,
    number: `ZH-${id}`,
    saleSlug: "aurora-lamp",
    saleTitle: "Aurora lamp",
    buyer: { id: "ana", name: "Ana", email: "a•••@example.com" },
    state,
    amount: { minor: 7_900, currency: "EUR" },
    quantity: 1,
    placedAt: "2026-11-27T09:00:00.000Z",
    payBy: null,
    paymentRef: null,
  };
}

describe("mergeRows", () => {
  it("keeps the places of shown rows and counts the new ones", () => {
    const merged = mergeRows([row("2"), row("1")], [row("4"), row("3"), row("2", "paid"), row("1")]);
    expect(merged.rows.map(({ id, state }) => [id, state])).toEqual([
      ["2", "paid"],
      ["1", "reserved"],
    ]);
    expect(merged.news).toBe(2);
  });

  it("keeps a row that new ones have pushed to the next page", () => {
    expect(mergeRows([row("2"), row("1")], [row("3"), row("2")]).rows.map(({ id }) => id)).toEqual(["2", "1"]);
  });
});
