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
  // The page lives through the last 15 seconds in real time: only then do all its timers run as they do for shoppers.
  const state = await (await page.request.get(`/api/sales/${sale.slug}/state`)).json();
  const startsAtMs = Date.parse(state.startsAt);
  await shop.moveClock({ advanceMs: startsAtMs - Date.parse(state.now) - 15_000 });
  const asked: number[] = [];
  page.on("request", (request) => {
    if (/\/api\/(time|sales\/)/.test(request.url())) asked.push(Date.now());
  });
  const product = new ProductPage(page, sale.slug);
  await product.open();
  await expect(product.panel).toHaveAttribute("data-phase", "scheduled");
  await expect(product.panel).toHaveAttribute("data-phase", "live", { timeout: 30_000 });
  const { now } = await (await page.request.get("/api/time")).json();
  const aheadMs = now - Date.now();
  const beforeStartMs = asked.map((atMs) => startsAtMs - (atMs + aheadMs));
  expect(beforeStartMs.filter((ms) => ms < 4_800 && ms > 100)).toEqual([]);
  // It did ask for the time, and the silence was lived through from its first second.
  expect(beforeStartMs.filter((ms) => ms > 5_000).length).toBeGreaterThan(0);
});
