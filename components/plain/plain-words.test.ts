import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
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

  const say = wordsOf("en");
  const berlin = { store: "Europe/Berlin", own: null };

  it("is told by the store's clock and by UTC", () => {
    expect(describePlainMoment(winter, berlin, say)).toEqual({
      at: "Fri 11 Dec, 12:00",
      zones: "store time (Berlin, UTC+1) · 11:00 UTC",
    });
    expect(describePlainMoment(winter, { store: "UTC", own: null }, say).zones).toBe("store time (UTC, UTC)");
    expect(zoneNote(winter, { store: "Asia/Shanghai", own: null }, say)).toBe(
      "Times are the store’s: Shanghai, UTC+8.",
    );
  });

  it("is told by the clock of the zone the account chose, beside the store's", () => {
    const own = { ...berlin, own: "America/New_York" };
    expect(describePlainMoment(winter, own, say)).toEqual({
      at: "Fri 11 Dec, 06:00",
      zones: "your time (New York, UTC-5) · Fri 11 Dec, 12:00 store time (Berlin, UTC+1)",
    });
    expect(zoneNote(winter, own, say)).toBe("Times are yours: New York, UTC-5. The store’s are Berlin, UTC+1.");
    const same = describePlainMoment(winter, { ...berlin, own: "Europe/Paris" }, say);
    expect(same.zones).toBe("your time (Paris, UTC+1), and the store’s");
  });

  it("is told in the page's language", () => {
    const chinese = wordsOf("zh");
    const own = { ...berlin, own: "Asia/Shanghai" };
    expect(describePlainMoment(winter, own, chinese)).toEqual({
      at: "12月11日周五 19:00",
      zones: "你的时间（上海，UTC+8） · 商店时间 12月11日周五 12:00（柏林，UTC+1）",
    });
  });
});

describe("where the control leads without scripts", () => {
  it.each([
    ["/orders/o1_x", "/plain/orders/o1_x"],
    ["/orders/o1_x/pay", "/plain/orders/o1_x/pay"],
    ["/account", "/plain/account"],
    ["/sign-in?next=%2Fsales%2Flamp", "/plain/sign-in?next=%2Fsales%2Flamp%2Fbuy"],
    ["/sales/other", "/sales/other"],
    ["/zh/orders/o1_x/pay", "/zh/plain/orders/o1_x/pay"],
    ["/zh/account", "/zh/plain/account"],
    ["/zh/sign-in?next=%2Fzh%2Fsales%2Flamp", "/zh/plain/sign-in?next=%2Fzh%2Fsales%2Flamp%2Fbuy"],
  ])("%s is %s", (href, plain) => {
    expect(plainHref(href, "lamp")).toBe(plain);
  });
});
