import { describe, expect, it } from "vitest";
import {
  blankBuyAddress,
  buyPath,
  plainOrderPath,
  plainSignInPath,
  readBuyAddress,
  readOrderRefusal,
} from "./form-address";

const read = (path: string) => readBuyAddress(new URL(path, "http://shop").searchParams);

describe("the buy page's address", () => {
  it("says nothing when there is nothing to say", () => {
    expect(buyPath("lamp")).toBe("/sales/lamp/buy");
    expect(read(buyPath("lamp"))).toEqual(blankBuyAddress);
  });

  it("carries what a refused form must not lose", () => {
    const told = {
      refused: "throttled",
      untilMs: 1_763_634_000_123,
      key: "0123456789abcdef",
      itemId: 12,
      quantity: 2,
      attemptId: "a1_AAAAAAAAAAAAAAAAAAAAAA",
      receipt: "r1.x.y",
      still: true,
      asked: true,
    } as const;
    expect(read(buyPath("lamp", told))).toEqual(told);
  });

  it.each([
    "?refused=whatever",
    "?refused=<script>",
    "?until=soon",
    "?until=1234567890123456",
    "?key=short",
    "?key=0123456789abcde!",
    "?item=-1",
    "?quantity=1e9",
    "?quantity=100",
    `?receipt=${"x".repeat(513)}`,
    "?attempt=",
    "?still=1",
    "?asked=1",
  ])("does not believe %s", (query) => {
    expect(read(`/sales/lamp/buy${query}`)).toEqual(blankBuyAddress);
  });
});

describe("the other addresses", () => {
  it("of an order and its pay page", () => {
    expect(plainOrderPath("o1")).toBe("/plain/orders/o1");
    expect(plainOrderPath("o1", { page: "pay", refused: "none_left" })).toBe("/plain/orders/o1/pay?refused=none_left");
    expect(readOrderRefusal("none_left")).toBe("none_left");
    expect(readOrderRefusal("constructor")).toBeNull();
  });

  it("of signing in keep the page to go on to in one piece", () => {
    const path = plainSignInPath("/sales/lamp/buy?item=1&quantity=2");
    expect(new URL(path, "http://shop").searchParams.get("next")).toBe("/sales/lamp/buy?item=1&quantity=2");
    expect(plainSignInPath("/", "sign-up")).toBe("/plain/sign-up?next=%2F");
  });
});
