import { describe, expect, it } from "vitest";
import { safeNext, signInPath, signUpPath } from "./safe-next";

describe("safeNext", () => {
  it.each([
    "/",
    "/account",
    "/account#details",
    "/sales/aurora-lamp",
    "/sales/aurora-lamp?item=3",
    "/sales/aurora-lamp/line",
    "/sales/aurora-lamp/buy",
    "/sales/aurora-lamp/buy?key=0123456789abcdef&item=3",
    "/plain/account",
    "/plain/orders/o1_0123456789abcdefghijkl",
    "/plain/orders/o1_0123456789abcdefghijkl/pay",
    "/orders/o1_0123456789abcdefghijkl",
    "/orders/o1_0123456789abcdefghijkl/pay",
    "/admin",
    "/admin/sales/aurora-lamp/live",
  ])("lets our own page %s through unchanged", (path) => {
    expect(safeNext(path)).toBe(path);
  });

  it.each([
    ["another site without a scheme", "//evil.example"],
    ["three slashes", "///evil.example"],
    ["a backslash", "/\\evil.example"],
    ["two backslashes", "\\\\evil.example"],
    ["encoded slashes", "%2f%2fevil.example"],
    ["encoded slashes after ours", "/%2f%2fevil.example"],
    ["an encoded backslash", "/%5cevil.example"],
    ["a scheme", "https://evil.example"],
    ["a script", "javascript:alert(1)"],
    ["a scheme in capitals", "JaVaScRiPt:alert(1)"],
    ["data", "data:text/html,hello"],
    ["a tab inside", "/\t/evil.example"],
    ["a line break inside", "/\n/evil.example"],
    ["a line break at the end", "/account\n"],
    ["a null", "/account\u0000"],
    ["a space before", " /account"],
    ["a relative path", "account"],
    ["a climb", "/sales/../../evil"],
    ["a user and a host", "/@evil.example"],
    ["a page we do not have", "/somewhere"],
    ["signing in again", "/sign-in?next=/account"],
    ["signing in again by a form", "/plain/sign-in"],
    ["a form's own address", "/plain/orders/o1_0123456789abcdefghijkl/cancel"],
    ["an address in the query", "/account?to=https://evil.example"],
    ["a second question mark", "/account?a=1?b=2"],
    ["a second fragment", "/account#a#b"],
    ["the API", "/api/auth/sign-out"],
    ["nothing", ""],
    ["too long a path", `/sales/${"a".repeat(600)}`],
  ])("turns %s into the default", (_name, wish) => {
    expect(safeNext(wish)).toBe("/");
  });

  it("turns a missing wish into the default", () => {
    expect(safeNext(null)).toBe("/");
    expect(safeNext(undefined)).toBe("/");
  });

  it("never resolves to another origin", () => {
    const wishes = ["//evil.example", "/\\evil.example", "/account", "https:evil.example", "/\t/evil.example"];
    for (const wish of wishes) {
      expect(new URL(safeNext(wish), "https://shop.example").origin).toBe("https://shop.example");
    }
  });

  // The negative control: the check that is usually written lets a browser leave the shop.
  it("catches what a check of the first character alone would miss", () => {
    const naive = (wish: string) => (wish.startsWith("/") ? wish : "/");
    expect(new URL(naive("/\\evil.example"), "https://shop.example").origin).toBe("https://evil.example");
  });
});

describe("a page in another language", () => {
  it.each(["/zh", "/zh/account", "/zh/sales/aurora-lamp/line", "/zh/orders/o1_ab/pay"])("%s is one of ours", (page) => {
    expect(safeNext(page)).toBe(page);
  });

  it.each(["/zh//evil.example", "/zhx", "/zh/somewhere", "//zh/account"])("%s is not", (wish) => {
    expect(safeNext(wish, "zh")).toBe("/zh");
  });

  it("is led back to by pages in its language", () => {
    expect(signInPath("/zh/sales/lamp")).toBe("/zh/sign-in?next=%2Fzh%2Fsales%2Flamp");
    expect(signUpPath("/zh")).toBe("/zh/sign-up?next=%2Fzh");
    expect(signInPath("/zh?a=b")).toBe("/zh/sign-in?next=%2Fzh%3Fa%3Db");
  });
});

describe("signInPath", () => {
  it("carries the page as one encoded parameter", () => {
    expect(signInPath("/orders/o1_ab/pay")).toBe("/sign-in?next=%2Forders%2Fo1_ab%2Fpay");
  });

  it("drops a page that is not ours", () => {
    expect(signInPath("//evil.example")).toBe("/sign-in?next=%2F");
  });
});
