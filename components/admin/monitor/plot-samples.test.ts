import { describe, expect, it } from "vitest";
import { plotSamples } from "./plot-samples";

describe("plotSamples", () => {
  it("draws nothing from nothing", () => {
    expect(plotSamples([])).toBeNull();
  });

  it("draws steps, held on top of sold, in a box as high as the stock", () => {
    const plot = plotSamples([
      { second: 100, sold: 0, held: 0, stock: 10 },
      { second: 130, sold: 2, held: 3, stock: 10 },
      { second: 160, sold: 5, held: 5, stock: 10 },
    ]);
    expect(plot).toEqual({
      sold: "M0 100H0V100H500V80H1000V50V100H0Z",
      held: "M0 100H0V100H500V50H1000V0V100H0Z",
      stock: "M0 0H0V0H500V0H1000V0",
      from: 100,
      to: 160,
      top: 10,
    });
  });

  it("gives the first minute its whole width and survives a sale without stock", () => {
    expect(plotSamples([{ second: 7, sold: 0, held: 0, stock: 0 }])).toMatchObject({ from: 7, to: 67, top: 1 });
  });

  it("leaves room for what is more than the stock: it must be seen", () => {
    expect(plotSamples([{ second: 7, sold: 9, held: 3, stock: 10 }])?.top).toBe(12);
  });
});
