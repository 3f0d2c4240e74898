import type { Page } from "@playwright/test";
import { buyPath } from "../lib/domain";
import { pseudoText } from "../tools/words/pseudo-text";
import { checkAccessibility } from "./check-accessibility";
import { expect, test } from "./fixtures";
import type { Shop } from "./shop";

// Languages that the shop does not speak, tried on the English pages: one that is longer and written with other letters,
// and one that is read from right to left.

/** Every kind of page a shopper sees, with an order that waits for its payment. */
async function pagesOf(page: Page, shop: Shop): Promise<readonly string[]> {
  const sale = await shop.seed("hold-2min");
  await shop.signIn(page, sale.shopper.cookie);
  const plain = [
    buyPath(sale.slug),
    `/plain/orders/${sale.orderId}`,
    `/plain/orders/${sale.orderId}/pay`,
    "/plain/account",
  ];
  const mailed = [
    "/forgot-password",
    "/reset-password?token=cut",
    "/verify-email?token=cut",
    "/reminders/stop?token=cut",
  ];
  const own = [`/orders/${sale.orderId}`, `/orders/${sale.orderId}/pay`, "/account", "/sign-up"];
  return ["/", `/sales/${sale.slug}`, ...own, ...plain, ...mailed];
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(/^Fetching/)).toHaveCount(0);
}

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

async function keepPicture(page: Page, name: string): Promise<void> {
  await test.info().attach(name.replaceAll(/[/?=]/g, "-"), {
    body: await page.screenshot({ fullPage: true }),
    contentType: "image/png",
  });
}

for (const width of [360, 1280]) {
  test(`pages hold a longer language at ${width} px`, async ({ page, shop }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const path of await pagesOf(page, shop)) {
      await open(page, path);
      await lengthen(page);
      await keepPicture(page, `pseudo-${path}-${width}`);
      expect(await overflow(page), path).toBeLessThanOrEqual(0);
    }
  });

  test(`pages can be read from right to left at ${width} px`, async ({ page, shop }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const path of await pagesOf(page, shop)) {
      await open(page, path);
      await page.evaluate(() => {
        document.documentElement.dir = "rtl";
        document.documentElement.lang = "ar";
      });
      await keepPicture(page, `rtl-${path}-${width}`);
      expect(await overflow(page), path).toBeLessThanOrEqual(0);
      const mark = await page.getByRole("link", { name: "Zerohour" }).boundingBox();
      expect((mark?.x ?? 0) + (mark?.width ?? 0), "the shop's name begins the line").toBeGreaterThan(width / 2);
      await checkAccessibility(page);
    }
  });
}

/**
 * Writes every text of the page but the shop's name in the pseudo language: a third longer, with accents. Each text is found
 * again by itself, not by its place: an open page goes on changing, and what is new since stays as it is.
 */
async function lengthen(page: Page): Promise<void> {
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) found.push(walker.currentNode.nodeValue ?? "");
    return found;
  });
  const longer = texts.filter((text) => text !== "Zerohour").map((text) => [text, pseudoText(text)] as const);
  await page.evaluate((pairs) => {
    const longerOf = new Map(pairs);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const text = longerOf.get(node.nodeValue ?? "");
      const isCode = node.parentElement?.closest("script, style, noscript, [role=timer]") !== null;
      if (text !== undefined && !isCode) node.nodeValue = text;
    }
  }, longer);
}
