import { expect, it } from "vitest";
import { chooseEncoding } from "./choose-encoding";

it.each([
  [undefined, "identity"],
  ["", "identity"],
  ["gzip, deflate, br, zstd", "br"],
  ["gzip, deflate", "gzip"],
  ["x-gzip", "gzip"],
  ["GZIP", "gzip"],
  ["br;q=0.5, gzip;q=0.9", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["br;q=0", "identity"],
  ["identity", "identity"],
  ["identity;q=1, gzip;q=0.2", "identity"],
  ["*", "br"],
  ["*;q=0.1, identity", "identity"],
  ["br;q=0, *", "gzip"],
  ["gzip;q=0, br;q=0, identity;q=0", "identity"],
  ["deflate, zstd", "identity"],
  ["br;q=nonsense, gzip;q=0.1", "gzip"],
  ["br;q=7, gzip;q=0.1", "gzip"],
  ["toString, br", "br"],
  ["brotli", "identity"],
])("%s is best served by %s", (header, encoding) => {
  expect(chooseEncoding(header)).toBe(encoding);
  // Remembered or not, the answer is the same.
  expect(chooseEncoding(header)).toBe(encoding);
});

it("still chooses well after more different headers than it remembers", () => {
  for (let number = 0; number < 1_000; number += 1) chooseEncoding(`gzip, made-up-${number}`);
  expect(chooseEncoding("br, made-up-1001")).toBe("br");
});
