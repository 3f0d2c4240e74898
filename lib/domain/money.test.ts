import { describe, expect, it } from "vitest";
import { currencyDecimals, formatMoney, multiplyMoney } from "./money";

describe("money", () => {
  it.each([
    ["EUR", 2],
    ["JPY", 0],
    ["KWD", 3],
  ])("knows the decimals of %s: %i", (currency, decimals) => {
    expect(currencyDecimals(currency)).toBe(decimals);
  });

  it.each([
    [7900, "EUR", "€79"],
    [7990, "EUR", "€79.90"],
    [5, "EUR", "€0.05"],
    [12000, "JPY", "¥12,000"],
    [1500, "KWD", "KWD 1.500"],
  ])("shows %i of %s as %s", (minor, currency, text) => {
    expect(formatMoney({ minor, currency }).replace(/\u00a0/g, " ")).toBe(text);
  });

  it("multiplies in minor units, exactly", () => {
    expect(multiplyMoney({ minor: 1999, currency: "EUR" }, 3)).toEqual({ minor: 5997, currency: "EUR" });
  });
});
