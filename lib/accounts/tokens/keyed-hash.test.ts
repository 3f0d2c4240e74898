import { createHmac, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKeyedHash } from "./keyed-hash";

const byLibrary = (key: Uint8Array, text: string) => createHmac("sha256", key).update(text).digest("base64url");

describe("a keyed hash", () => {
  it("is HMAC-SHA256, for every key and text", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: "binary", maxLength: 600 }), (key, text) => {
        expect(createKeyedHash(Buffer.from(key))(text)).toBe(byLibrary(key, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it("gives the values of RFC 4231", () => {
    const jefe = createKeyedHash(Buffer.from("Jefe"))("what do ya want for nothing?");
    expect(Buffer.from(jefe, "base64url").toString("hex")).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });

  it("keeps nothing of a longer text in a shorter one's hash, and one key's apart from another's", () => {
    const keys = [randomBytes(32), randomBytes(32)];
    const hashes = keys.map(createKeyedHash);
    for (const text of ["x".repeat(341), "x".repeat(342), "short", "", "ünïcödé", "x".repeat(5_000), "short"]) {
      expect(hashes.map((hash) => hash(text))).toEqual(keys.map((key) => byLibrary(key, text)));
    }
  });

  it("takes no key that would have to be shortened first", () => {
    expect(() => createKeyedHash(randomBytes(65))).toThrow("at most 64 bytes");
  });
});
