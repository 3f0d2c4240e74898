import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultLocale, locales } from "../domain";
import { localFolders, readPageAddress, wantsWholePage } from "./page-address";

describe("the address of a page", () => {
  it("names the listing, a sale's page and its line", () => {
    expect(readPageAddress("/")).toEqual({ word: "listing", locale: "en", path: "/" });
    expect(readPageAddress("/sales/lamp")).toEqual({ word: "sale", locale: "en", path: "/sales/lamp", slug: "lamp" });
    expect(readPageAddress("/sales/lamp/line")).toEqual({
      word: "sale",
      locale: "en",
      path: "/sales/lamp/line",
      slug: "lamp",
    });
    expect(readPageAddress("/sales/line")).toEqual({ word: "sale", locale: "en", path: "/sales/line", slug: "line" });
  });

  it("is the same page in another language under its prefix", () => {
    expect(readPageAddress("/zh")).toEqual({ word: "listing", locale: "zh", path: "/zh" });
    expect(readPageAddress("/zh/sales/l%61mp")).toEqual({
      word: "sale",
      locale: "zh",
      path: "/zh/sales/lamp",
      slug: "lamp",
    });
    expect(readPageAddress("/zh/sales/lamp/line")).toMatchObject({ path: "/zh/sales/lamp/line", slug: "lamp" });
    expect(readPageAddress("/zh/sales/Lamp")).toEqual({ word: "unknown", locale: "zh" });
  });

  it("is unknown in another language when no folder of it has the page", () => {
    for (const pathname of ["/zh/nowhere", "/zh/salesx/lamp", "/zh/api/sales", "/zh/zh"]) {
      expect(readPageAddress(pathname)).toEqual({ word: "unknown", locale: "zh" });
    }
    for (const locale of locales.filter((locale) => locale !== defaultLocale)) {
      const folders = [`app/${locale}`, `app/(plain-${locale})/${locale}`]
        .flatMap((root) => readdirSync(root, { withFileTypes: true }))
        .filter((entry) => entry.isDirectory());
      const names = [...new Set(folders.map(({ name }) => name))].filter(
        (name) => name !== "[...rest]" && name !== "missing",
      );
      expect(names.sort()).toEqual([...localFolders]);
    }
  });

  it("is the same however it is escaped", () => {
    expect(readPageAddress("/sales/%6c%61mp")).toEqual({
      word: "sale",
      locale: "en",
      path: "/sales/lamp",
      slug: "lamp",
    });
  });

  it.each(["/sales/Lamp", "/sales/la%2Fmp", "/sales/-", "/sales/..", "/sales/%2e%2e", `/sales/${"a".repeat(65)}`])(
    "%s can be no sale's",
    (pathname) => expect(readPageAddress(pathname)).toEqual({ word: "unknown", locale: "en" }),
  );

  it.each([
    "/sales",
    "/sales/",
    "/sales/lamp/",
    "/sales/lamp/calendar.ics",
    "/account",
    "/api/sales",
    "/salesx",
    "/zh/",
    "/zh/account",
    "/zhx",
    "/en",
  ])("%s is somebody else's business", (pathname) => expect(readPageAddress(pathname)).toBeNull());
});

describe("a whole page", () => {
  it("is wanted with any query and any cookie", () => {
    expect(wantsWholePage({ cookie: "a=b" }, "?utm_source=mail")).toBe(true);
  });

  it.each(["rsc", "next-router-prefetch", "next-router-segment-prefetch", "next-router-state-tree", "next-action"])(
    "is not wanted with the header %s",
    (name) => expect(wantsWholePage({ [name]: "1" }, "")).toBe(false),
  );

  it("is not wanted by the address of a part", () => expect(wantsWholePage({}, "?_rsc=abc")).toBe(false));
});
