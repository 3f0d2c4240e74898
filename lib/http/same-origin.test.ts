import { describe, expect, it } from "vitest";
import type { HttpRequest } from "./message";
import { isSameOrigin } from "./same-origin";

const own = "https://shop.example";

function from(headers: Record<string, string>): HttpRequest {
  return {
    method: "POST",
    pathname: "/",
    searchParams: new URLSearchParams(),
    header: (name) => headers[name] ?? null,
    readBody: async () => "",
    readBytes: async () => Buffer.alloc(0),
    peerAddress: null,
  };
}

describe("the same-origin rule", () => {
  it.each([
    [{ "sec-fetch-site": "same-origin" }, true],
    [{ "sec-fetch-site": "same-origin", origin: "https://evil.example" }, true],
    [{ "sec-fetch-site": "same-site", origin: own }, false],
    [{ "sec-fetch-site": "cross-site", origin: own }, false],
    [{ "sec-fetch-site": "none" }, false],
    [{ origin: own }, true],
    [{ origin: "https://shop.example.evil.example" }, false],
    [{ origin: "null" }, false],
    [{ host: "shop.example" }, false],
    [{}, false],
  ])("of %o is %s", (headers, expected) => {
    expect(isSameOrigin(from(headers as Record<string, string>), own)).toBe(expected);
  });
});
