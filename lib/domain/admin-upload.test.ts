import { describe, expect, it } from "vitest";
import { pictureSources, pictureUrl } from "./admin-upload";

const id = "0123456789abcdef0123456789abcdef";

describe("the addresses of a picture", () => {
  it("are those of its sizes, narrowest first", () => {
    expect(pictureSources(pictureUrl(id))).toEqual({
      avif: `/uploads/${id}-360.avif 360w, /uploads/${id}-720.avif 720w, /uploads/${id}-1080.avif 1080w`,
      webp: `/uploads/${id}-360.webp 360w, /uploads/${id}-720.webp 720w, /uploads/${id}-1080.webp 1080w`,
    });
  });

  it.each([
    "/products/aurora-desk-lamp.svg",
    `https://elsewhere.example/uploads/${id}-1080.webp`,
    `/uploads/${id}.webp`,
    `/uploads/${id}-1080.png`,
    `/uploads/x/${id}-1080.webp`,
    `/uploads/${id}-1080.webp?x`,
    "/uploads/",
    "",
  ])("of %o, which was not uploaded, are not known", (url) => {
    expect(pictureSources(url)).toBeNull();
  });
});
