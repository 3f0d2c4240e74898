import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { themeScript } from "./theme-choice";

/** Runs the script as a page's head would, with a browser that has `stored` in its storage. */
function themeAfter(getItem: () => string | null): string | undefined {
  const dataset: { theme?: string } = {};
  runInNewContext(themeScript, { localStorage: { getItem }, document: { documentElement: { dataset } } });
  return dataset.theme;
}

describe("themeScript", () => {
  it("stays within 300 bytes", () => {
    expect(Buffer.byteLength(themeScript)).toBeLessThanOrEqual(300);
  });

  it("shows a stored choice before the first paint", () => {
    expect(themeAfter(() => "dark")).toBe("dark");
    expect(themeAfter(() => "light")).toBe("light");
  });

  it("leaves everything else to the system", () => {
    expect(themeAfter(() => null)).toBeUndefined();
    expect(themeAfter(() => "purple")).toBeUndefined();
  });

  it("survives a browser that forbids storage", () => {
    const forbid = (): null => {
      throw new Error("The storage is closed.");
    };
    expect(themeAfter(forbid)).toBeUndefined();
  });
});
