import type { APIRequestContext, Page } from "@playwright/test";
import sharp from "sharp";
import { expect, test } from "./fixtures";

// How the shop looks from outside of the browser's page: as an installed page, and where a link to it is shown.

async function contentsOf(page: Page, name: string): Promise<string | null> {
  return page.locator(`meta[property="${name}"], meta[name="${name}"]`).first().getAttribute("content");
}

async function pictureAt(request: APIRequestContext, address: string) {
  const reply = await request.get(address);
  expect(reply.status(), address).toBe(200);
  const { format, width, height } = await sharp(await reply.body()).metadata();
  return { format, width, height };
}

test("the page can be installed: a manifest whose icons are there, in their sizes", async ({ page, baseURL }) => {
  await page.goto("/");
  const address = (await page.locator('link[rel="manifest"]').getAttribute("href")) ?? "";
  const reply = await page.request.get(address);
  expect(reply.headers()["content-type"]).toContain("application/manifest+json");
  const manifest = await reply.json();
  expect(manifest).toMatchObject({ name: "Zerohour", short_name: "Zerohour", start_url: "/", display: "minimal-ui" });
  const icons: { src: string; sizes: string; type: string; purpose?: string }[] = manifest.icons;
  expect(icons.map(({ sizes, purpose = "any" }) => `${sizes} ${purpose}`).sort()).toEqual([
    "192x192 any",
    "512x512 any",
    "512x512 maskable",
    "any any",
  ]);
  for (const { src, sizes, type } of icons) {
    const { format, width, height } = await pictureAt(page.request, new URL(src, baseURL).href);
    expect(type).toBe(format === "svg" ? "image/svg+xml" : "image/png");
    if (sizes !== "any") expect(`${width}x${height}`).toBe(sizes);
  }
  const apple = page.locator('link[rel="apple-touch-icon"]');
  await expect(apple).toHaveAttribute("sizes", "180x180");
  expect(await pictureAt(page.request, (await apple.getAttribute("href")) ?? "")).toMatchObject({ width: 180 });
  for (const [scheme, colour] of [
    ["light", manifest.theme_color],
    ["dark", "#12110d"],
  ]) {
    const meta = page.locator(`meta[name="theme-color"][media="(prefers-color-scheme: ${scheme})"]`);
    await expect(meta).toHaveAttribute("content", colour);
  }
});

test("a link to a sale is shown with a picture of its own, and one to the listing with the shop's", async ({
  page,
  shop,
}) => {
  const sale = await shop.seed("upcoming-60s");
  for (const path of [`/sales/${sale.slug}`, `/zh/sales/${sale.slug}`, "/", "/zh"]) {
    await test.step(path, async () => {
      await page.goto(path);
      const address = (await contentsOf(page, "og:image")) ?? "";
      const isSale = path.includes("/sales/");
      expect(new URL(address).pathname).toBe(isSale ? `/sales/${sale.slug}/preview.jpg` : "/icons/preview.jpg");
      expect(await pictureAt(page.request, address)).toEqual({ format: "jpeg", width: 1200, height: 630 });
      expect(await contentsOf(page, "og:image:width")).toBe("1200");
      expect(await contentsOf(page, "og:image:height")).toBe("630");
      expect(await contentsOf(page, "og:image:alt")).toContain(isSale ? "Aurora desk lamp: €79, " : "Zerohour");
      expect(await contentsOf(page, "twitter:card")).toBe("summary_large_image");
      expect(await contentsOf(page, "twitter:image")).toBe(address);
      expect(await contentsOf(page, "og:locale")).toBe(path.startsWith("/zh") ? "zh_CN" : "en");
    });
  }
  const path = `/sales/${sale.slug}/preview.jpg`;
  const { etag = "", "cache-control": cacheControl } = (await page.request.get(path)).headers();
  expect(cacheControl).toContain("public");
  expect((await page.request.get(path, { headers: { "if-none-match": etag } })).status()).toBe(304);
  expect((await page.request.get("/sales/no-such-sale-anywhere/preview.jpg")).status()).toBe(404);
});
