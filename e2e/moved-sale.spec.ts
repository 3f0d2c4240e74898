import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { inEveryGuise } from "./in-every-guise";
import { ProductPage } from "./product-page";
import type { Shop } from "./shop";

const minuteMs = 60_000;

/** The server's time, cut to the full minute. */
async function serverMinute(page: Page): Promise<number> {
  const { now } = await (await page.request.get("/api/time")).json();
  return now - (now % minuteMs);
}

/** A published sale by invitation, made by a marketer as whom the page is signed in. */
async function publish(page: Page, shop: Shop, startsAtMs: number): Promise<string> {
  const slug = `e2e-${randomBytes(5).toString("hex")}`;
  const headers = { origin: shop.origin };
  const made = await page.request.post("/api/admin/sales", {
    headers,
    data: {
      slug,
      title: `Lamp ${slug}`,
      images: [{ url: "/products/aurora-desk-lamp.svg", alt: "A desk lamp of folded aluminium" }],
      items: [{ sku: slug, name: "One size", stock: 10 }],
      price: { minor: 7_900, currency: "EUR" },
      regularPrice: { minor: 12_900, currency: "EUR" },
      startsAt: new Date(startsAtMs).toISOString(),
      endsAt: new Date(startsAtMs + 60 * minuteMs).toISOString(),
      timeZone: "Europe/Berlin",
      eligibility: { inviteOnly: true },
    },
  });
  expect(made.status(), await made.text()).toBe(201);
  const published = await page.request.post(`/api/admin/sales/${slug}/publish`, { headers, data: {} });
  expect(published.status(), await published.text()).toBe(200);
  return slug;
}

test("a moved start stands beside the old one, and who is not invited hears it before the start", async ({
  page,
  shop,
}) => {
  const startsAtMs = (await serverMinute(page)) + 15 * minuteMs;
  await shop.signInAs(page, "marketer");
  const slug = await publish(page, shop, startsAtMs);
  const path = `/api/admin/sales/${slug}`;
  const etag = (await page.request.get(path)).headers().etag ?? "";
  const moved = await page.request.patch(path, {
    headers: { origin: shop.origin, "if-match": etag },
    data: {
      startsAt: new Date(startsAtMs + 5 * minuteMs).toISOString(),
      endsAt: new Date(startsAtMs + 65 * minuteMs).toISOString(),
    },
  });
  expect(moved.status(), await moved.text()).toBe(200);

  await shop.signInAs(page, "shopper");
  // The right to buy is fetched at a moment of chance before the start; here at once.
  await page.addInitScript(() => {
    Math.random = () => 0;
  });
  const product = new ProductPage(page, slug);
  await product.open();
  const old = product.panel.locator("s time");
  await expect(old).toHaveAttribute("datetime", new Date(startsAtMs).toISOString());
  await expect(product.panel.getByText("Moved from")).toHaveCount(1);
  await expect(product.control("Not open to your account")).toBeVisible();
  await expect(product.panel.getByRole("list", { name: "Ready check" })).toContainText("invited accounts");
  await inEveryGuise(page, "moved-and-kept-out", () => expect(old).toBeVisible());

  await page.goto(`/zh/sales/${slug}`);
  await expect(product.control("你的账号不能参加")).toBeVisible();
  await expect(product.panel.getByRole("list")).toContainText("本场抢购只对受邀账号开放。");
});

test("a sale that was never moved shows no other time", async ({ page, shop }) => {
  const sale = await shop.seed("upcoming-2d");
  const product = new ProductPage(page, sale.slug);
  await product.open();
  await expect(product.clock).toBeVisible();
  await expect(product.panel.locator("s")).toHaveCount(0);
});
