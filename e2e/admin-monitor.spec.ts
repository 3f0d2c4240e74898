import { Crowd } from "./crowd";
import { expect, test } from "./fixtures";
import { inEveryGuise } from "./in-every-guise";
import { MonitorPage } from "./monitor-page";
import { ProductPage } from "./product-page";

test("as marketer: watch a sale sell by simulated shoppers, pause, resume, extend, end", async ({ page, shop }) => {
  const sale = await shop.seed("live-plenty", { stock: 12 });
  const crowd = await Crowd.gather(shop.origin, 9);
  await shop.signInAs(page, "marketer");
  const monitor = new MonitorPage(page, sale.slug);
  await monitor.open();
  await expect(monitor.status).toContainText("Live. Ends");
  await monitor.shows({ sold: 0, held: 0, left: 12 });

  await crowd.pay(sale.slug, crowd.shoppers.slice(0, 4));
  await crowd.hold(sale.slug, crowd.shoppers.slice(4, 6));
  await monitor.shows({ sold: 4, held: 2, left: 6 });
  await expect(page.getByText("€316", { exact: true })).toBeVisible();
  const chart = page.getByRole("img", { name: /4 sold and 2 held of 12/ });
  await expect(chart).toBeVisible();
  await page.getByText("The chart as a table").click();
  await expect(page.getByRole("table", { name: "Sold and held against the stock" })).toContainText("12");

  // Others see the screen: no money on it, and the address keeps it so.
  await page.getByRole("button", { name: "Presenter mode" }).click();
  await expect(page.getByText("€316", { exact: true })).toBeHidden();
  await page.getByRole("button", { name: "Presenter mode" }).click();

  // One click, and nobody can buy any more.
  await monitor.pause.click();
  await expect(monitor.status).toContainText("Paused since");
  const [late] = crowd.shoppers.slice(6, 7);
  expect(late && (await crowd.try(sale.slug, [late]))).toEqual(["paused"]);
  await expect(monitor.part("Refused, by reason")).toContainText("While paused");
  await monitor.messages.getByRole("button", { name: "Resume" }).click();
  await expect(monitor.status).toContainText("Live. Ends");
  await expect(monitor.pause).toBeVisible();
  await crowd.hold(sale.slug, crowd.shoppers.slice(7, 8));
  await monitor.shows({ sold: 4, held: 3, left: 5 });

  const before = await monitor.status.textContent();
  const extension = await monitor.ask("Extend…", /^Extend/);
  await extension.getByRole("button", { name: "+15 min" }).click();
  await extension.getByLabel("Reason").fill("The card network was slow");
  await extension.getByRole("button", { name: "Extend", exact: true }).click();
  await expect(extension).toBeHidden();
  await expect(monitor.status).not.toHaveText(before ?? "");
  await expect
    .poll(async () => (await page.request.get(`/sales/${sale.slug}`)).text())
    .toContain("The card network was slow");

  const ending = await monitor.ask("End now…", /^End/);
  await expect(ending).toContainText("3 units are held and may still be paid.");
  await expect(ending).toContainText("4 sold units stay sold.");
  await ending.getByRole("button", { name: "End now" }).click();
  await expect(monitor.status).toContainText("the store ended it");
  expect(await crowd.try(sale.slug, crowd.shoppers.slice(8))).toEqual(["ended"]);
  await monitor.shows({ sold: 4, held: 3, left: 5 });
  await expect(monitor.pause).toBeHidden();

  for (const verb of ["pause", "resume", "extend", "end"]) {
    await expect(monitor.part("Activity").getByText(`: ${verb}`).first()).toBeVisible();
  }
  await expect(monitor.part("What follows your changes")).toContainText("done");
  crowd.leave();
});

test("+3 stock makes exactly 3 more sellable and clears sold out", async ({ page, shop, context }) => {
  const sale = await shop.seed("sold-out");
  const crowd = await Crowd.gather(shop.origin, 7);
  const product = new ProductPage(await context.newPage(), sale.slug);
  await product.open();
  await expect(product.panel).toHaveAttribute("data-stock", "gone");
  await expect(product.control(/^Sold out/)).toBeVisible();
  expect(await crowd.try(sale.slug, crowd.shoppers.slice(0, 1))).toEqual(["sold_out"]);

  await shop.signInAs(page, "marketer");
  const monitor = new MonitorPage(page, sale.slug);
  await monitor.open();
  await monitor.shows({ sold: 10, held: 0, left: 0 });
  const sheet = await monitor.ask("Add stock…", /^Change the stock/);
  await sheet.getByLabel("Units").fill("-1");
  await sheet.getByRole("button", { name: "Take stock away" }).click();
  await expect(sheet).toContainText("10 sold or held: it cannot have fewer");
  await sheet.getByLabel("Units").fill("3");
  await expect(sheet).toContainText("13 instead of 10");
  await sheet.getByRole("button", { name: "Add stock", exact: true }).click();
  await expect(sheet).toBeHidden();
  await monitor.shows({ sold: 10, held: 0, left: 3 });
  // A page that says sold out asks no more by itself; it does when its shopper comes back to it.
  await expect(async () => {
    await product.page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await expect(product.panel).not.toHaveAttribute("data-stock", "gone", { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(product.control(/^(Buy now|Sign in to buy)/)).toBeVisible();

  const heard = await crowd.try(sale.slug, crowd.shoppers.slice(1));
  expect(heard.filter((word) => word === "accepted")).toHaveLength(3);
  expect(heard.filter((word) => word !== "accepted")).toEqual(["all_held", "all_held", "all_held"]);
  await monitor.shows({ sold: 10, held: 3, left: 0 });
  crowd.leave();
});

test("before the start: what is not ready, asked again by line, and the start without a reload", async ({
  page,
  shop,
}) => {
  const sale = await shop.seed("upcoming-60s");
  await shop.signInAs(page, "marketer");
  const monitor = new MonitorPage(page, sale.slug);
  await monitor.open();
  const preflight = monitor.part("Pre-flight");
  // The test tools themselves are what keeps this shop from being ready.
  await expect(page.getByRole("alert").filter({ hasText: "Not ready" })).toContainText("Test tools");
  const line = preflight.getByRole("listitem").filter({ hasText: "Test tools" });
  await expect(line).toContainText("Not ready");
  await expect(preflight.getByRole("listitem").filter({ hasText: "Stock" }).first()).toContainText("Ready");
  const answered = page.waitForResponse((response) => response.url().includes("/preflight?check=test_tools"));
  await line.getByRole("button", { name: "Retry Test tools" }).click();
  expect((await answered).status()).toBe(200);
  await expect(line).toContainText("Not ready");

  await shop.moveClock({ advanceMs: 60_000 });
  await expect(monitor.status).toContainText("Live. Ends");
  await expect(preflight).toBeHidden();
  await expect(page.getByRole("img", { name: /0 sold and 0 held of 20/ })).toBeVisible();
});

test.describe("when the shop stops answering", () => {
  test.use({ provoked: /net::ERR_FAILED/ });

  test("the feed says so, keeps the last numbers, and goes on by itself", async ({ page, shop }) => {
    const sale = await shop.seed("live-last-3");
    await shop.signInAs(page, "marketer");
    const monitor = new MonitorPage(page, sale.slug);
    await monitor.open();
    await monitor.shows({ sold: 12, held: 5, left: 3 });
    const lost = page.getByText(/^Feed lost .*, numbers frozen$/);
    await page.route("**/monitor", (route) => route.abort());
    await expect(lost).toBeVisible();
    await expect(page.getByText(/^frozen at/).first()).toBeVisible();
    await monitor.shows({ sold: 12, held: 5, left: 3 });
    await page.unroute("**/monitor");
    await expect(lost).toBeHidden();
    await expect(page.getByText(/^as of/).first()).toBeVisible();
  });
});

test("on a phone sold, left and the pause come first; by keyboard the pause needs no pointer", async ({
  page,
  shop,
}) => {
  const sale = await shop.seed("live-last-3");
  await shop.signInAs(page, "marketer");
  await page.setViewportSize({ width: 360, height: 740 });
  const monitor = new MonitorPage(page, sale.slug);
  await monitor.open();
  const bar = await page.getByRole("navigation", { name: "Admin" }).boundingBox();
  for (const first of [page.getByTestId("stat-sold"), page.getByTestId("stat-left"), monitor.pause]) {
    const box = await first.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(bar?.y ?? 0);
  }
  await monitor.pause.focus();
  await page.keyboard.press("Enter");
  await expect(monitor.status).toContainText("Paused since");
  // The button became its own way back and kept the focus.
  await expect(monitor.resume).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(monitor.status).toContainText("Live. Ends");
});

test("the monitor in each state and guise", async ({ page, shop }) => {
  await shop.signInAs(page, "marketer");
  for (const scenario of ["upcoming-60s", "live-last-3", "cancelled"] as const) {
    const sale = await shop.seed(scenario);
    const monitor = new MonitorPage(page, sale.slug);
    await monitor.open();
    await inEveryGuise(page, `monitor-${scenario}`, async () => {
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Aurora desk lamp");
      await expect(page.getByText("adds up")).toBeVisible();
    });
  }
  await page.goto("/admin/sales/no-such-sale/live");
  await expect(page.getByText("There is no sale with this slug.")).toBeVisible();
});
