import { expect, test } from "./fixtures";
import { ProductPage } from "./product-page";

const hour = 3_600_000;

for (const [name, offsetMs] of [
  ["two hours behind", -2 * hour],
  ["two hours ahead", 2 * hour],
] as const) {
  test(`a device clock that is ${name} changes nothing`, async ({ page, shop }) => {
    const sale = await shop.seed("upcoming-60s");
    await page.clock.install({ time: Date.now() + offsetMs });
    const product = new ProductPage(page, sale.slug);
    await product.open();
    await expect(product.panel).toHaveAttribute("data-phase", "scheduled");
    await expect(product.clock).toContainText(/00:(00|01):\d\d|0?[01]:\d\d/);
    await shop.timeTravel(page, 61_000);
    await expect(product.panel).toHaveAttribute("data-phase", "live");
  });
}

test("a page that is loaded afresh after the start is right from its first byte", async ({ page, shop }) => {
  const sale = await shop.seed("upcoming-60s");
  const before = await page.request.get(`/sales/${sale.slug}`);
  expect(await before.text()).toContain('data-phase="scheduled"');
  await shop.moveClock({ advanceMs: 61_000 });
  await expect.poll(async () => (await page.request.get(`/sales/${sale.slug}`)).text()).toContain('data-phase="live"');
  await shop.moveClock({ advanceMs: 30 * 60_000 });
  await expect.poll(async () => (await page.request.get(`/sales/${sale.slug}`)).text()).toContain('data-phase="ended"');
});

test("nobody asks for the state in the last five seconds before the start", async ({ page, shop }) => {
  const sale = await shop.seed("upcoming-60s");
  await page.clock.install();
  const product = new ProductPage(page, sale.slug);
  await product.open();
  await expect(product.panel).toHaveAttribute("data-phase", "scheduled");
  // However long the page took to open: from here it is ten seconds to the start, in real time.
  const state = await (await page.request.get(`/api/sales/${sale.slug}/state`)).json();
  await shop.timeTravel(page, Date.parse(state.startsAt) - Date.parse(state.now) - 10_000);
  const { now } = await (await page.request.get("/api/time")).json();
  const startsAtRealMs = Date.now() + Date.parse(state.startsAt) - now;
  const asked: number[] = [];
  page.on("request", (request) => {
    if (/\/api\/(time|sales\/)/.test(request.url())) asked.push(startsAtRealMs - Date.now());
  });
  await expect(product.panel).toHaveAttribute("data-phase", "live", { timeout: 20_000 });
  expect(asked.filter((beforeMs) => beforeMs < 4_800 && beforeMs > 100)).toEqual([]);
});
