import type { ScenarioName } from "../lib/test-tools/scenarios";
import { expect, test } from "./fixtures";
import { inEveryGuise } from "./in-every-guise";
import { ProductPage } from "./product-page";

/** Every state of the product page, with what must be true of it. */
const productStates: readonly [ScenarioName, { phase: string; stock: string; control: RegExp }][] = [
  ["upcoming-60s", { phase: "scheduled", stock: "plenty", control: /^(Opens|Sign in)/ }],
  ["upcoming-2d", { phase: "scheduled", stock: "plenty", control: /^Opens/ }],
  ["live-plenty", { phase: "live", stock: "plenty", control: /^Sign in to buy/ }],
  ["live-last-3", { phase: "live", stock: "last", control: /^Sign in to buy/ }],
  ["held", { phase: "live", stock: "held", control: /^(Sign in to buy|All held)/ }],
  ["sold-out", { phase: "live", stock: "gone", control: /^Sold out/ }],
  ["paused", { phase: "paused", stock: "plenty", control: /^Paused/ }],
  ["cancelled", { phase: "cancelled", stock: "plenty", control: /^Cancelled/ }],
  ["ended-time", { phase: "ended", stock: "plenty", control: /^Ended/ }],
  ["ended-sold-out", { phase: "ended", stock: "gone", control: /^Sold out/ }],
];

for (const [scenario, expected] of productStates) {
  test(`product page: ${scenario}`, async ({ page, shop }) => {
    const sale = await shop.seed(scenario);
    const product = new ProductPage(page, sale.slug);
    await product.open();
    await inEveryGuise(page, scenario, async () => {
      await expect(product.panel).toHaveAttribute("data-phase", expected.phase);
      await expect(product.panel).toHaveAttribute("data-stock", expected.stock);
      await expect(product.control(expected.control)).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    });
  });
}

test("product page with a hold of one's own", async ({ page, shop }) => {
  const sale = await shop.seed("hold-2min");
  await shop.signIn(page, sale.shopper.cookie);
  const product = new ProductPage(page, sale.slug);
  await product.open();
  await inEveryGuise(page, "hold", async () => {
    await expect(product.panel).toHaveAttribute("data-attempt", "reserved");
    await expect(product.control(/^Pay now · held until/)).toBeVisible();
  });
});

test("the return line, from the held product page", async ({ page, shop }) => {
  const sale = await shop.seed("held");
  await shop.signIn(page, sale.shopper.cookie);
  const product = new ProductPage(page, sale.slug);
  await product.open();
  await product.control(/^All held · Join return line/).click();
  await expect(product.dialog).toBeVisible();
  await expect(product.dialog).toContainText("#1");
  await inEveryGuise(page, "line", () => expect(product.dialog).toBeVisible());
});

test("pay page and order page of a hold", async ({ page, shop }) => {
  const sale = await shop.seed("hold-2min");
  await shop.signIn(page, sale.shopper.cookie);
  await page.goto(`/orders/${sale.orderId}/pay`);
  await inEveryGuise(page, "pay", () => expect(page.getByRole("button", { name: "Pay €79" })).toBeVisible());
  await page.goto(`/orders/${sale.orderId}`);
  await inEveryGuise(page, "order", () => expect(page.getByRole("heading", { level: 1 })).toContainText("Waiting"));
});

test("account with an order", async ({ page, shop }) => {
  const sale = await shop.seed("hold-2min");
  await shop.signIn(page, sale.shopper.cookie);
  await page.goto("/account");
  await inEveryGuise(page, "account", () =>
    expect(page.getByRole("link", { name: /Aurora desk lamp/ }).first()).toBeVisible(),
  );
});

for (const path of ["/sign-in", "/sign-up", "/no-such-page"]) {
  test(`page ${path}`, async ({ page }) => {
    await page.goto(path);
    await inEveryGuise(page, path.slice(1), () => expect(page.getByRole("heading", { level: 1 })).toHaveCount(1));
  });
}

test("listing with sales in several phases", async ({ page, shop }) => {
  for (const scenario of ["live-plenty", "upcoming-60s", "held", "paused", "ended-sold-out", "cancelled"] as const) {
    await shop.seed(scenario);
  }
  await page.goto("/");
  await inEveryGuise(page, "listing", () =>
    expect(page.getByRole("link", { name: /Aurora desk lamp/ }).first()).toBeVisible(),
  );
});
