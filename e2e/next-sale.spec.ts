import type { Page } from "@playwright/test";
import type { SalesAnswer } from "../lib/domain";
import { expect, test } from "./fixtures";
import { inEveryGuise } from "./in-every-guise";
import { ProductPage } from "./product-page";

async function listedSales(page: Page): Promise<SalesAnswer["sales"]> {
  const answer: SalesAnswer = await (await page.request.get("/api/sales")).json();
  return answer.sales;
}

test("whoever comes too late hears of the next sale, and asks to be reminded of it", async ({ page, shop }) => {
  const over = await shop.seed("ended-sold-out");
  const next = await shop.seed("upcoming-60s");
  await shop.signIn(page, over.shopper.cookie);
  const product = new ProductPage(page, over.slug);
  await product.open();
  await expect(product.panel).toHaveAttribute("data-phase", "ended");
  await expect(page.getByRole("button", { name: "Remind me", exact: true })).toBeHidden();
  await inEveryGuise(page, "next-sale", () =>
    expect(page.getByRole("button", { name: "Tell me about the next one" })).toBeVisible(),
  );
  await expect.poll(async () => (await listedSales(page)).some((sale) => sale.slug === next.slug)).toBe(true);
  const asked = page.waitForRequest(/\/api\/sales\/[^/]+\/reminder$/);
  await page.getByRole("button", { name: "Tell me about the next one" }).click();
  await expect(page.getByRole("dialog", { name: /^Be reminded of/ })).toBeVisible();
  // Other tests' sales may open even before.
  const [, slug] = /\/sales\/([^/]+)\/reminder$/.exec((await asked).url()) ?? [];
  const sales = await listedSales(page);
  const startOf = (wanted: string | undefined) => sales.find((sale) => sale.slug === wanted)?.startsAt ?? "9999";
  expect(startOf(slug) <= startOf(next.slug), `${slug} opens no later than ${next.slug}`).toBe(true);
});

test("a sale that can still be bought offers no other in its place", async ({ page, shop }) => {
  const sale = await shop.seed("live-plenty");
  await new ProductPage(page, sale.slug).open();
  await expect(page.getByRole("button", { name: "Share" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Tell me about the next one" })).toBeHidden();
});

test("a link is passed on, and the page says so", async ({ page, context, shop, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  // A desktop browser without a sheet of its own, whatever this one has.
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "share"));
  const sale = await shop.seed("upcoming-2d");
  await page.goto(`/sales/${sale.slug}?from=mail`);
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByText("Link copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${baseURL}/sales/${sale.slug}`);
});

test("the list offers a reminder of what is to come, beside the link and not within it", async ({ page, shop }) => {
  const sale = await shop.seed("upcoming-2d");
  await page.goto("/");
  const card = page.getByRole("article").filter({ has: page.locator(`a[href="/sales/${sale.slug}"]`) });
  const remind = card.getByRole("button", { name: "Remind me of Aurora desk lamp" });
  await remind.click();
  const dialog = page.getByRole("dialog", { name: /^Be reminded of/ });
  await expect(dialog).toBeVisible();
  await expect(page).toHaveURL("/");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(remind).toBeFocused();
});

test("the tab tells that a sale is open, also on a page that was loaded while it was", async ({ page, shop }) => {
  const sale = await shop.seed("live-plenty");
  await new ProductPage(page, sale.slug).open();
  await expect(page).toHaveTitle("Open · Aurora desk lamp");
});
