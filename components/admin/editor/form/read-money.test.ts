import { describe, expect, it } from "vitest";
import { writeMoney } from "@/lib/domain";
import { readMoney } from "./read-money";

describe("readMoney", () => {
  it.each([
    ["79", 7_900],
    ["79.9", 7_990],
    ["79,90", 7_990],
    ["€ 79.90", 7_990],
    ["79,90 EUR", 7_990],
    ["1,299.00", 129_900],
    ["1.299,00", 129_900],
    ["1'299.50", 129_950],
    ["1 299,5", 129_950],
    ["1,299", 129_900],
    ["0.99", 99],
    ["0", 0],
  ])("takes %s for an amount in euros", (text, minor) => {
    expect(readMoney(text, "EUR")).toEqual({ word: "amount", minor });
  });

  it("keeps to the decimals of the currency", () => {
    expect(readMoney("12000", "JPY")).toEqual({ word: "amount", minor: 12_000 });
    expect(readMoney("12,000", "JPY")).toEqual({ word: "amount", minor: 12_000 });
    expect(readMoney("12.5", "JPY")).toEqual({ word: "unreadable" });
    expect(readMoney("1.299", "KWD")).toEqual({ word: "amount", minor: 1_299 });
    expect(readMoney("79.9999", "EUR")).toEqual({ word: "unreadable" });
  });

  it.each(["1,299,00", "12,34.56", "-5", "abc", "7 9 euros", "1e3", "79.", "€"])("does not guess at %s", (text) => {
    expect(readMoney(text, "EUR")).toEqual({ word: "unreadable" });
  });

  it("knows nothing typed from nothing readable", () => {
    expect(readMoney("  ", "EUR")).toEqual({ word: "empty" });
  });

  it("reads back what it writes", () => {
    for (const money of [
      { minor: 7_990, currency: "EUR" },
      { minor: 129_900, currency: "USD" },
      { minor: 12_000, currency: "JPY" },
      { minor: 1_299, currency: "KWD" },
    ]) {
      expect(readMoney(writeMoney(money), money.currency)).toEqual({ word: "amount", minor: money.minor });
    }
  });
});
