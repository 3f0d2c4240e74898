import { describe, expect, it } from "vitest";
import { centredBox, placeBox, resizeBox, writeBox } from "./crop-box";

const wide = { width: 2_000, height: 1_000 };
const tall = { width: 1_000, height: 3_000 };

describe("crop boxes", () => {
  it("begin as the largest 4:5 in the middle", () => {
    expect(centredBox(wide)).toEqual({ x: 600, y: 0, width: 800, height: 1_000 });
    expect(centredBox(tall)).toEqual({ x: 0, y: 875, width: 1_000, height: 1_250 });
  });

  it("stay within the picture wherever they are put", () => {
    const box = centredBox(wide);
    expect(placeBox(wide, { ...box, x: -50, y: 40 })).toEqual({ ...box, x: 0, y: 0 });
    expect(placeBox(wide, { ...box, x: 5_000 })).toEqual({ ...box, x: 1_200 });
  });

  it("grow and shrink around their middle, never past the picture nor under what a page needs", () => {
    const half = resizeBox(wide, centredBox(wide), 400);
    expect(half).toEqual({ x: 800, y: 250, width: 400, height: 500 });
    expect(resizeBox(wide, { ...half, x: 0, y: 0 }, 9_000)).toEqual({ x: 0, y: 0, width: 800, height: 1_000 });
    expect(resizeBox(wide, half, 10).width).toBe(360);
  });

  it("fit pictures smaller than a page needs", () => {
    expect(centredBox({ width: 100, height: 100 })).toEqual({ x: 10, y: 0, width: 80, height: 100 });
  });

  it("never reach past the edge by rounding", () => {
    for (let height = 1; height < 500; height += 1) {
      const source = { width: 333, height };
      const box = centredBox(source);
      expect(box.x + box.width).toBeLessThanOrEqual(source.width);
      expect(box.y + box.height).toBeLessThanOrEqual(source.height);
    }
  });

  it("are written as the API reads them", () => {
    expect(writeBox(centredBox(wide))).toBe("600,0,800,1000");
  });
});
