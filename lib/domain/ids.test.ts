import { describe, expect, it } from "vitest";
import { attemptIdOfOrder, composeAttemptId, isOrderId, isSlug, orderIdOfAttempt, saleIdOfAttempt } from "./ids";

const tail = "abcdefghijklmnopqrstuv";

describe("attempt and order ids", () => {
  it("name the sale they belong to", () => {
    expect(saleIdOfAttempt(composeAttemptId(1, tail))).toBe(1);
    expect(saleIdOfAttempt(composeAttemptId(123_456_789, tail))).toBe(123_456_789);
  });

  it("turn into each other without a table", () => {
    const attemptId = composeAttemptId(42, tail);
    expect(isOrderId(orderIdOfAttempt(attemptId))).toBe(true);
    expect(attemptIdOfOrder(orderIdOfAttempt(attemptId))).toBe(attemptId);
  });

  it.each(["", "a", "a1", "a1_short", `b1_${tail}`, `a1_${tail}x`, `a_${tail}`, `a1_${tail.slice(1)}!`, `aZ_${tail}`])(
    "are not found in %j",
    (text) => {
      expect(saleIdOfAttempt(text)).toBeNull();
    },
  );
});

describe("slugs", () => {
  it.each(["a", "aurora-lamp", "sale-2026-1"])("may be %s", (slug) => {
    expect(isSlug(slug)).toBe(true);
  });

  it.each(["", "-a", "a-", "a--b", "A", "a_b", "a b", "ä", "a".repeat(65)])("may not be %j", (slug) => {
    expect(isSlug(slug)).toBe(false);
  });
});
