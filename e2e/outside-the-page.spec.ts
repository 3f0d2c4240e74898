import { expect, test } from "./fixtures";

// What calendars, search engines and link previews read of a sale.

test("a sale's calendar file and its offer data follow the sale's phase", async ({ page, shop }) => {
  const sale = await shop.seed("upcoming-60s");
  await page.goto(`/sales/${sale.slug}`);
  const link = page.getByRole("link", { name: "Add the start to your calendar" });
  await expect(link).toBeVisible();

  const file = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(file.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
  const state = await (await page.request.get(`/api/sales/${sale.slug}/state`)).json();
  const stamp = state.startsAt.replaceAll(/[-:]|\.\d{3}/g, "");
  expect(await file.text()).toContain(`DTSTART:${stamp}\r\n`);
  expect((await page.request.get("/sales/no-such-sale-anywhere/calendar.ics")).status()).toBe(404);

  const offer = async () =>
    JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "{}");
  expect((await offer()).offers.availability).toBe("https://schema.org/PreOrder");
  await shop.moveClock({ advanceMs: 61_000 });
  await expect
    .poll(async () => {
      await page.reload();
      return (await offer()).offers.availability;
    })
    .toBe("https://schema.org/LimitedAvailability");
  await expect(link).toBeHidden();
});

test("search engines find the sales and nothing personal", async ({ page, shop, baseURL }) => {
  const sale = await shop.seed("live-plenty");
  const robots = await (await page.request.get("/robots.txt")).text();
  for (const path of ["/admin", "/api/", "/account", "/orders/"]) expect(robots).toContain(`Disallow: ${path}`);
  expect(robots).toContain(`Sitemap: ${baseURL}/sitemap.xml`);
  await expect
    .poll(async () => (await page.request.get("/sitemap.xml")).text())
    .toContain(`<loc>${baseURL}/sales/${sale.slug}</loc>`);
});
