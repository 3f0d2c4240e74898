import { describe, expect, it } from "vitest";
import { forgetTyped, keepTyped, readTyped, type Typed } from "./typed-cookie";

const typed: Typed = {
  form: "sign-up",
  email: "ana@example.com",
  name: "Ana; Ñandú",
  code: "invalid_request",
  detail: "Correct the fields named in errors.",
  errors: [{ path: "password", message: "Choose a password of at least 8 characters." }],
};

const cookieValue = (setCookie: string) => /^zh_typed=([^;]*)/.exec(setCookie)?.[1];

describe("what was typed", () => {
  it("comes back as it was", () => {
    expect(readTyped(cookieValue(keepTyped(typed, "http://shop", "en")))).toEqual(typed);
  });

  it("is for the shop's plain pages, for two minutes, and with https by https alone", () => {
    expect(keepTyped(typed, "http://shop", "en")).toMatch(/; Max-Age=120; Path=\/plain; HttpOnly; SameSite=Lax$/);
    expect(keepTyped(typed, "https://shop", "en")).toMatch(/; Secure$/);
    expect(forgetTyped("http://shop", "en")).toMatch(/^zh_typed=; Max-Age=0; Path=\/plain/);
    expect(keepTyped(typed, "http://shop", "zh")).toContain("; Path=/zh/plain;");
  });

  it("is left out when it is too long for a cookie", () => {
    const kept = readTyped(cookieValue(keepTyped({ ...typed, name: "x".repeat(3_000) }, "http://shop", "en")));
    expect(kept).toEqual({ ...typed, email: "", name: "" });
  });

  it.each([
    undefined,
    "",
    "nonsense",
    "bnVsbA",
    Buffer.from('{"form":"pay"}').toString("base64url"),
    "x".repeat(2_001),
  ])("is nothing in %s", (value) => expect(readTyped(value)).toBeNull());
});
