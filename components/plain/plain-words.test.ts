import { describe, expect, it } from "vitest";
import { plainHref } from "./plain-links";
import { describePlainMoment, formatOffset, zoneNote } from "./zone-words";

const summer = Date.parse("2026-07-10T10:00:00Z");
const winter = Date.parse("2026-12-11T11:00:00Z");

describe("a moment for a reader whose zone nobody knows", () => {
  it.each([
    ["Europe/Berlin", winter, "UTC+1"],
    ["Europe/Berlin", summer, "UTC+2"],
    ["America/New_York", winter, "UTC-5"],
    ["Asia/Kolkata", winter, "UTC+5:30"],
    ["America/St_Johns", winter, "UTC-3:30"],
    ["UTC", winter, "UTC"],
    ["Europe/London", winter, "UTC"],
  ])("in %s has its offset", (zone, atMs, offset) => {
    expect(formatOffset(atMs, zone)).toBe(offset);
  });

  it("is told by the store's clock and by UTC", () => {
    expect(describePlainMoment(winter, "Europe/Berlin")).toEqual({
      at: "Fri 11 Dec, 12:00",
      zones: "store time (Berlin, UTC+1) · 11:00 UTC",
    });
    expect(describePlainMoment(winter, "UTC").zones).toBe("store time (UTC, UTC)");
    expect(zoneNote(winter, "Asia/Shanghai")).toBe("Times are the store’s: Shanghai, UTC+8.");
  });
});

describe("where the control leads without scripts", () => {
  it.each([
    ["/orders/o1_x", "/plain/orders/o1_x"],
    ["/orders/o1_x/pay", "/plain/orders/o1_x/pay"],
    ["/account", "/plain/account"],
    ["/sign-in?next=%2Fsales%2Flamp", "/plain/sign-in?next=%2Fsales%2Flamp%2Fbuy"],
    ["/sales/other", "/sales/other"],
  ])("%s is %s", (href, plain) => {
    expect(plainHref(href, "lamp")).toBe(plain);
  });
});
