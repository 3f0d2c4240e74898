import { describe, expect, it } from "vitest";
import { locales, localPath, locatePage, pageLanguages } from "./locale";

describe("a page in several languages", () => {
  it.each([
    ["/", "/zh"],
    ["/?from=mail", "/zh?from=mail"],
    ["/#now", "/zh#now"],
    ["/account#details", "/zh/account#details"],
    ["/sales/lamp/line", "/zh/sales/lamp/line"],
    ["/sign-in?next=%2Fzh%2Faccount", "/zh/sign-in?next=%2Fzh%2Faccount"],
  ])("%s is %s in Chinese", (path, local) => {
    expect(localPath("en", path)).toBe(path);
    expect(localPath("zh", path)).toBe(local);
  });

  it("is found back from its address", () => {
    for (const locale of locales) {
      for (const path of ["/", "/account", "/sales/lamp"]) {
        expect(locatePage(localPath(locale, path))).toEqual({ locale, path });
      }
    }
  });

  it.each(["/zhang", "/en", "/en/account", "/sales/zh"])("%s is no other language's address", (path) => {
    expect(locatePage(path)).toEqual({ locale: "en", path });
  });

  it("tells all its addresses", () => {
    expect(pageLanguages("/sales/lamp")).toEqual({
      en: "/sales/lamp",
      "zh-CN": "/zh/sales/lamp",
      "x-default": "/sales/lamp",
    });
  });
});
