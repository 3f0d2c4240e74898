import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isSlug } from "../domain";
import { demoImage, demoProducts, divideStock } from "./demo-catalogue";

const pictures = fileURLToPath(new URL("../../public/products", import.meta.url));

describe("the demo's products", () => {
  it("are eight, each with a picture of its own that is at most 40 kB", () => {
    const files = readdirSync(pictures).filter((name) => name.endsWith(".svg"));
    expect(files.sort()).toEqual(demoProducts.map((product) => `${product.slug}.svg`).sort());
    for (const file of files) expect(statSync(`${pictures}/${file}`).size, file).toBeLessThanOrEqual(40_000);
  });

  it("have names a sale can carry, two paragraphs and a described picture", () => {
    for (const product of demoProducts) {
      expect(isSlug(`lightning-${product.slug}`), product.slug).toBe(true);
      expect(product.description.split("\n\n"), product.slug).toHaveLength(2);
      expect(product.imageAlt.length, product.slug).toBeGreaterThan(30);
      expect(demoImage(product).url).toBe(`/products/${product.slug}.svg`);
    }
  });

  it("cost less than in the last 30 days, and then less than always", () => {
    for (const { slug, price, lowest30dMinor, regularMinor } of demoProducts) {
      expect(price.minor, slug).toBeLessThan(lowest30dMinor);
      expect(lowest30dMinor, slug).toBeLessThan(regularMinor);
    }
  });

  it("come from two time zones and in two currencies", () => {
    expect(new Set(demoProducts.map((product) => product.timeZone)).size).toBe(2);
    expect(new Set(demoProducts.map((product) => product.price.currency)).size).toBe(2);
  });
});

describe("dividing stock among items", () => {
  it.each(demoProducts.map((product) => [product.slug, product] as const))("loses no unit of %s", (_slug, product) => {
    for (const units of [1, 2, 7, 20, 21, 500]) {
      const divided = divideStock(product, units);
      expect(divided.reduce((sum, item) => sum + item.stock, 0)).toBe(units);
      expect(divided.every((item) => item.stock >= 0)).toBe(true);
    }
  });
});
