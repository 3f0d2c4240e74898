import { describe, expect, it } from "vitest";
import { readUpload, refuseFile } from "./upload-picture";

describe("refuseFile", () => {
  it("lets pictures up to 10 MB pass and says what is wrong with others", () => {
    expect(refuseFile({ type: "image/jpeg", size: 10 * 1_024 * 1_024 })).toBeNull();
    expect(refuseFile({ type: "image/png", size: 12 * 1_024 * 1_024 })).toBe(
      "This file has 12.0 MB; at most 10 MB. Save it smaller.",
    );
    expect(refuseFile({ type: "image/gif", size: 10 })).toMatch(/^This is no JPEG/);
  });
});

describe("readUpload", () => {
  it("takes the address of what was stored", () => {
    expect(readUpload(201, '{"id":"u1","url":"/uploads/u1-1080.webp"}')).toEqual({
      word: "stored",
      url: "/uploads/u1-1080.webp",
    });
  });

  it("hands on the shop's own words, and tries again only what may change", () => {
    const detail = "The picture has too many pixels.";
    expect(readUpload(400, JSON.stringify({ code: "invalid_request", detail }))).toEqual({
      word: "failed",
      detail,
      retryable: false,
    });
    expect(readUpload(503, JSON.stringify({ code: "busy", detail }))).toMatchObject({ retryable: true });
  });

  it("believes no success that has no address", () => {
    expect(readUpload(201, "<html>")).toMatchObject({ word: "failed" });
  });
});
