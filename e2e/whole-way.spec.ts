import { expect, test } from "./fixtures";
import { ProductPage } from "./product-page";

test("a shopper waits for the start, signs in, buys with one click, pays and sees the sale end", async ({
  page,
  shop,
}) => {
  const sale = await shop.seed("upcoming-60s");
  const { email, password } = await shop.signUp();
  const product = new ProductPage(page, sale.slug);
  await page.clock.install();
  await product.open();

  await test.step("the countdown turns into a sale without a reload", async () => {
    await expect(product.panel).toHaveAttribute("data-phase", "scheduled");
    await expect(product.clock).toBeVisible();
    await page.evaluate(() => Reflect.set(window, "neverReloaded", true));
    await shop.timeTravel(page, 61_000);
    await expect(product.panel).toHaveAttribute("data-phase", "live");
    await expect(product.control("Sign in to buy")).toBeVisible();
    expect(await page.evaluate(() => Reflect.get(window, "neverReloaded"))).toBe(true);
  });

  await test.step("signing in leads back to the sale", async () => {
    await product.control("Sign in to buy").click();
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(`**/sales/${sale.slug}`);
  });

  await test.step("one click buys, and in line becomes reserved", async () => {
    await product.control(/^Buy now/).click();
    await expect(product.dialog).toBeVisible();
    await expect(product.panel).toHaveAttribute("data-attempt", "reserved");
    await expect(product.dialog.getByRole("link", { name: "Pay now" })).toBeVisible();
  });

  await test.step("the simulated payment is made and the order shown", async () => {
    await product.dialog.getByRole("link", { name: "Pay now" }).click();
    await page.waitForURL("**/orders/*/pay");
    await page.getByRole("button", { name: "Pay €79" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Paid. It is yours.");
    await expect(page.getByText("Reserved for you")).toBeVisible();
  });

  await test.step("the account lists the order", async () => {
    await page.goto("/account");
    await expect(page.getByRole("link", { name: /Aurora desk lamp/ }).first()).toBeVisible();
  });

  await test.step("the sale's page turns to ended", async () => {
    await product.open();
    await expect(product.control("Bought · View order")).toBeVisible();
    await shop.timeTravel(page, 30 * 60_000);
    await expect(product.panel).toHaveAttribute("data-phase", "ended");
  });
});
