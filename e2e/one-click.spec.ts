import { expect, test } from "./fixtures";
import { ProductPage } from "./product-page";

test("a double click sends one request", async ({ page, shop }) => {
  const sale = await shop.seed("live-plenty");
  await shop.signIn(page, sale.shopper.cookie);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/attempts/")) sent.push(request.url());
  });
  const product = new ProductPage(page, sale.slug);
  await product.open();
  await product.control(/^Buy now/).dblclick();
  await expect(product.panel).toHaveAttribute("data-attempt", "reserved");
  expect(sent).toHaveLength(1);
});

test("two tabs, a reload and the back button during the wait are one attempt", async ({ page, context, shop }) => {
  const sale = await shop.seed("live-plenty");
  await shop.signIn(page, sale.shopper.cookie);
  const attempts = new Set<string>();
  context.on("response", async (response) => {
    if (response.request().method() === "POST" && response.url().includes("/attempts/") && response.ok()) {
      attempts.add((await response.json()).attemptId);
    }
  });
  // The answers to polls are held back, so that everything below happens while the attempt is queued.
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await context.route("**/api/attempts/*", async (route) => {
    await released;
    await route.continue().catch(() => undefined);
  });
  const product = new ProductPage(page, sale.slug);
  await product.open();
  await product.control(/^Buy now/).click();
  await expect(product.dialog).toBeVisible();

  const second = new ProductPage(await context.newPage(), sale.slug);
  await second.open();
  await expect(second.panel).toHaveAttribute("data-attempt", /queued|reserved/);
  await page.reload();
  await expect(product.panel).toHaveAttribute("data-attempt", /queued|reserved/);
  await page.goto("/");
  await page.goBack();
  await expect(product.panel).toHaveAttribute("data-attempt", /queued|reserved/);

  release();
  await expect(product.panel).toHaveAttribute("data-attempt", "reserved");
  await expect(second.panel).toHaveAttribute("data-attempt", "reserved");
  expect(attempts.size).toBe(1);
});

test.describe("when the answer to the click is lost", () => {
  test.use({ provoked: /net::ERR_CONNECTION_RESET/ });

  test("a lost answer is asked for with the same key, and buys once", async ({ page, shop }) => {
    const sale = await shop.seed("live-plenty");
    await shop.signIn(page, sale.shopper.cookie);
    const keys: (string | null)[] = [];
    await page.route("**/attempts/*", async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      keys.push(await route.request().headerValue("idempotency-key"));
      if (keys.length > 1) return route.fallback();
      // The click arrives, its answer does not.
      await route.fetch();
      return route.abort("connectionreset");
    });
    const product = new ProductPage(page, sale.slug);
    await product.open();
    await product.control(/^Buy now/).click();
    await expect(product.panel).toHaveAttribute("data-attempt", "reserved", { timeout: 15_000 });
    expect(new Set(keys).size).toBe(1);
  });
});
