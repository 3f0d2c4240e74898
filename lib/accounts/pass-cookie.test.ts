import { describe, expect, it } from "vitest";
import { findCookie, passClearCookie, passCookieName, passSetCookie, readPass } from "./pass-cookie";
import { createTokenKeys } from "./tokens/keys";
import { signPass } from "./tokens/pass";

const keys = createTokenKeys("a secret of this shop, used only in tests");
const nowMs = 1_763_634_000_000;
const pass = { accountId: "Ab3dEf6hIj9kLm2n", role: "shopper", level: 0, expiresAtMs: nowMs + 1000 } as const;
const token = signPass(keys, pass);

describe("reading the pass from a Cookie header", () => {
  it.each([
    ["alone", `zh_pass=${token}`],
    ["first", `zh_pass=${token}; theme=dark`],
    ["last", `theme=dark; zh_pass=${token}`],
    ["without spaces", `theme=dark;zh_pass=${token};x=1`],
    ["with spaces around", `theme=dark;   zh_pass=${token}  ; x=1`],
    ["behind names that contain its name", `my_zh_pass=1; zh_passport=2; x=zh_pass; zh_pass=${token}`],
  ])("finds it %s", (_where, header) => {
    expect(readPass(header, keys, nowMs, "zh_pass")).toEqual(pass);
  });

  it.each([
    ["no header", undefined],
    ["an empty header", ""],
    ["another cookie", "theme=dark"],
    ["an empty value", "zh_pass="],
    ["the name alone", "zh_pass"],
    ["a value inside another cookie", `x=zh_pass=${token}`],
    ["an altered value", `zh_pass=${token.slice(0, -1)}`],
    ["a quoted value", `zh_pass="${token}"`],
    ["the cookie of the other scheme", `__Host-zh_pass=${token}`],
    ["16 kB of semicolons", ";".repeat(16_384)],
    ["16 kB of the name", "zh_pass".repeat(2341)],
  ])("says nobody for %s", (_what, header) => {
    expect(readPass(header, keys, nowMs, "zh_pass")).toBeNull();
  });

  it("says nobody from the moment of expiry", () => {
    expect(readPass(`zh_pass=${token}`, keys, pass.expiresAtMs - 1, "zh_pass")).toEqual(pass);
    expect(readPass(`zh_pass=${token}`, keys, pass.expiresAtMs, "zh_pass")).toBeNull();
  });

  it("takes the first of two, so a second one cannot replace it", () => {
    expect(findCookie("a=1; a=2", "a")).toBe("1");
  });
});

describe("setting the pass", () => {
  it("is hidden from scripts and from other sites", () => {
    expect(passSetCookie(keys, pass, "http://localhost:3000", 60)).toBe(
      `zh_pass=${token}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax`,
    );
  });

  it("is bound to https and to this host when the shop has https", () => {
    const origin = "https://shop.example";
    expect(passCookieName(origin)).toBe("__Host-zh_pass");
    expect(passSetCookie(keys, pass, origin, 60)).toBe(
      `__Host-zh_pass=${token}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure`,
    );
    expect(passClearCookie(origin)).toBe("__Host-zh_pass=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure");
  });
});
