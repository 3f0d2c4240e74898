import { describe, expect, it } from "vitest";
import { thumbUrl } from "./thumb-url";

describe("thumbUrl", () => {
  it("takes the small one of an uploaded picture", () => {
    expect(thumbUrl("/uploads/01J9-1080.webp")).toBe("/uploads/01J9-360.webp");
  });

  it("leaves others as they are", () => {
    expect(thumbUrl("/products/aurora-desk-lamp.svg")).toBe("/products/aurora-desk-lamp.svg");
    expect(thumbUrl("https://example.com/uploads/x-1080.webp")).toBe("https://example.com/uploads/x-1080.webp");
  });
});
