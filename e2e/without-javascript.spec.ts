import type { Page } from "@playwright/test";
import { Crowd } from "./crowd";
import { expect, test } from "./fixtures";
import { inEveryGuise } from "./in-every-guise";

// A browser without JavaScript: the product page leads to forms, and they go the whole way.

const buyPath = (slug: string) => `/sales/${slug}/buy`;

/** What the page would do by itself; null for a page that stays as it is. Tests do not wait for it, they follow it. */
async function refreshOf(page: Page): Promise<{ seconds: number; path: string } | null> {
  const meta = page.locator('meta[http-equiv="refresh"]');
  if ((await meta.count()) === 0) return null;
  const [seconds = "", path = ""] = ((await meta.getAttribute("content")) ?? "").split(";url=");
  return { seconds: Number(seconds), path };
}

/** The browser renews the page by itself until it says so. */
async function expectAttempt(page: Page, state: string): Promise<void> {
  await expect(page.locator("[data-attempt]")).toHaveAttribute("data-attempt", state, { timeout: 30_000 });
}

async function followRefresh(page: Page): Promise<void> {
  const refresh = await refreshOf(page);
  if (refresh === null) throw new Error("the page does not renew itself");
  await page.goto(refresh.path);
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a shopper waits for the start, signs up, buys, pays and sees the order", async ({ page, shop }) => {
    // The minute before the start lasts as long as the test needs.
    await page.request.post("/api/test/clock", { data: { freeze: true } });
    const sale = await shop.seed("upcoming-60s");
    const email = `plain-${sale.slug}@example.com`;

    await test.step("the product page leads to the page that needs no script", async () => {
      await page.goto(`/sales/${sale.slug}`);
      // Controls that only scripts move are out of the way.
      await expect(page.locator("[data-act]")).toBeHidden();
      await page.getByRole("link", { name: "Buy without JavaScript" }).click();
      await page.waitForURL(`**${buyPath(sale.slug)}`);
      await expect(page.locator("[data-phase]")).toHaveAttribute("data-phase", "scheduled");
      await expect(page.getByText(/store time \(Berlin, UTC\+[12]\)/)).toBeVisible();
    });

    await test.step("signing up leads back to it", async () => {
      await page.getByRole("link", { name: "Sign in now to be ready" }).click();
      await page.getByRole("link", { name: "Create an account" }).click();
      await page.getByLabel("Name").fill("Ana Shopper");
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password", { exact: true }).fill("short");
      await page.getByRole("button", { name: "Create account" }).click();
      await expect(page.getByRole("link", { name: "Choose a password of at least 8 characters." })).toBeVisible();
      await expect(page.getByLabel("E-mail")).toHaveValue(email);
      await page.getByLabel("Password", { exact: true }).fill("a long enough password");
      await page.getByRole("button", { name: "Create account" }).click();
      await page.waitForURL(`**${buyPath(sale.slug)}`);
    });

    await test.step("a press too early is told so and keeps its key", async () => {
      const key = await page.locator('input[name="key"]').inputValue();
      await page.getByRole("button", { name: /^Opens/ }).click();
      await expect(page.getByRole("status", { name: "Sale status" })).toContainText("the sale is not open yet");
      await expect(page.locator('input[name="key"]')).toHaveValue(key);
    });

    await test.step("the page renews itself at the start and can be told not to", async () => {
      expect((await refreshOf(page))?.seconds).toBeLessThanOrEqual(62);
      await page.getByRole("link", { name: "Stop that" }).click();
      expect(await refreshOf(page)).toBeNull();
      await page.getByRole("link", { name: "Let the page look again by itself" }).click();
      await shop.moveClock({ advanceMs: 61_000 });
      await followRefresh(page);
      await expect(page.locator("[data-phase]")).toHaveAttribute("data-phase", "live");
      expect(await refreshOf(page)).toBeNull();
    });

    await test.step("one press buys", async () => {
      await page.getByRole("button", { name: /^Buy now · €79/ }).click();
      await expectAttempt(page, "reserved");
      await page.getByRole("link", { name: /^Pay now · held until/ }).click();
    });

    await test.step("the simulated payment is made and the order shown", async () => {
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pay for Aurora desk lamp");
      await page.getByRole("button", { name: "Pay €79" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Paid. It is yours.", { timeout: 30_000 });
      await expect(page.getByText("Reserved for you")).toBeVisible();
    });

    await test.step("the account lists the order, and signing out ends it", async () => {
      await page.getByRole("link", { name: "Orders", exact: true }).click();
      await expect(page.getByRole("link", { name: "Aurora desk lamp" })).toBeVisible();
      // The gate hears of the payment a moment after the order.
      await expect(async () => {
        await page.goto(buyPath(sale.slug));
        await expect(page.getByRole("link", { name: "Bought · View order" })).toBeVisible({ timeout: 1_000 });
      }).toPass({ timeout: 30_000 });
      await page.goto("/plain/account");
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.goto(buyPath(sale.slug));
      await expect(page.getByRole("link", { name: "Sign in to buy" })).toBeVisible();
    });
  });

  test("signing in from the usual page goes on to where one came from", async ({ page, shop }) => {
    const { email, password } = await shop.signUp();
    await page.goto("/sign-in?next=%2Fplain%2Faccount");
    await page.getByRole("link", { name: "Sign in without JavaScript" }).click();
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("not that one");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("The e-mail address or the password is not right.")).toBeVisible();
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL("**/plain/account");
    await expect(page.getByText("Nothing yet.")).toBeVisible();
  });

  test("one form sent twice buys once", async ({ page, context, shop }) => {
    const sale = await shop.seed("live-plenty");
    await shop.signIn(page, sale.shopper.cookie);
    await page.goto(buyPath(sale.slug));
    // The same form once more: its key is what makes it one wish.
    const key = await page.locator('input[name="key"]').inputValue();
    const second = await context.newPage();
    await second.goto(`${buyPath(sale.slug)}?key=${key}`);
    await page.getByRole("button", { name: /^Buy now/ }).click();
    await expectAttempt(page, "reserved");
    await second.getByRole("button", { name: /^Buy now/ }).click();
    await expectAttempt(second, "reserved");
    // Not a word of too soon or too many: it was the same wish.
    await expect(second.getByRole("status", { name: "Sale status" })).toContainText("It is yours until");
    const orders = await page.request.get("/api/orders");
    expect((await orders.json()).orders).toHaveLength(1);
  });

  test.describe("when the answer to a form is lost", () => {
    test.use({ provoked: /net::ERR_CONNECTION_RESET/ });

    test("the page shows what came of it", async ({ page, context, shop }) => {
      const sale = await shop.seed("live-plenty");
      await shop.signIn(page, sale.shopper.cookie);
      await page.goto(buyPath(sale.slug));
      await page.route(`**${buyPath(sale.slug)}`, async (route) => {
        if (route.request().method() !== "POST") return route.fallback();
        await route.fetch({ maxRedirects: 0 });
        return route.abort("connectionreset");
      });
      const lost = page.waitForEvent("requestfailed", (request) => request.method() === "POST");
      await page.getByRole("button", { name: /^Buy now/ }).click();
      await lost;
      // Elsewhere: this tab is on its way to the browser's own page for errors.
      const other = await context.newPage();
      await other.goto(buyPath(sale.slug));
      await expectAttempt(other, "reserved");
    });
  });

  test("a second form in another tab hears that the limit is reached", async ({ page, context, shop }) => {
    const sale = await shop.seed("live-plenty");
    await shop.signIn(page, sale.shopper.cookie);
    await page.goto(buyPath(sale.slug));
    const second = await context.newPage();
    await second.goto(buyPath(sale.slug));
    await page.getByRole("button", { name: /^Buy now/ }).click();
    await expectAttempt(page, "reserved");
    await shop.moveClock({ advanceMs: 6_000 });
    await second.getByRole("button", { name: /^Buy now/ }).click();
    await expect(second.getByRole("status", { name: "Sale status" })).toContainText("This sale allows 1 per person");
    await expect(second.getByRole("link", { name: /^Pay now/ })).toBeVisible();
  });

  test("all held: joining the line, leaving it, giving a unit back", async ({ page, shop }) => {
    const sale = await shop.seed("held");
    await shop.signIn(page, sale.shopper.cookie);
    await page.goto(buyPath(sale.slug));
    await page.getByRole("button", { name: "All held · Join return line" }).click();
    await expect(page.getByText("#1", { exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: "In line: #1 · View" })).toBeVisible();
    // The page renews itself every few seconds; the question is asked on one that does not.
    await page.getByRole("link", { name: "Leave the line" }).click();
    await expect(page.getByText("Your place cannot be restored.")).toBeVisible();
    expect(await refreshOf(page)).toBeNull();
    await page.getByRole("button", { name: "Yes, leave the line" }).click();
    await expectAttempt(page, "left");
    await expect(page.getByRole("status", { name: "Sale status" })).toContainText("Nothing was charged.");
  });

  test("a hold can be extended, given back, and its payment be declined", async ({ page, shop }) => {
    const sale = await shop.seed("hold-2min");
    await shop.signIn(page, sale.shopper.cookie);
    await page.goto(`/orders/${sale.orderId}/pay`);
    await page.getByRole("link", { name: "See your order without JavaScript" }).click();
    await page.getByRole("link", { name: "Pay now" }).click();
    await page.getByRole("button", { name: "Add 2 minutes" }).click();
    await expect(page.getByText("1 of 10 used")).toBeVisible();
    await page.getByRole("radio", { name: "Decline" }).check();
    await page.getByRole("button", { name: "Pay €79" }).click();
    await expect(page.getByText("The payment was declined")).toBeVisible({ timeout: 30_000 });
    await page.getByText("Cancel and give it back", { exact: true }).click();
    await page.getByRole("button", { name: "Yes, give it back" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You gave it back");
  });

  test("sold out, paused, cancelled and ended have nothing to send, and say why", async ({ page, shop }) => {
    for (const [scenario, name] of [
      ["sold-out", "Sold out"],
      ["paused", "Paused"],
      ["cancelled", "Cancelled"],
      ["ended-time", "Ended"],
    ] as const) {
      const sale = await shop.seed(scenario);
      await page.goto(buyPath(sale.slug));
      await expect(page.getByRole("button", { name, exact: true })).toHaveAttribute("aria-disabled", "true");
      await expect(page.locator("form")).toHaveCount(0);
      const isOver = scenario === "cancelled" || scenario === "ended-time";
      expect((await refreshOf(page)) === null).toBe(isOver);
    }
  });

  test("a sold-out race: the form of who comes too late says so", async ({ page, shop, baseURL }) => {
    const sale = await shop.seed("live-plenty", { stock: 1 });
    await shop.signIn(page, sale.shopper.cookie);
    await page.goto(buyPath(sale.slug));
    const crowd = await Crowd.gather(baseURL ?? "", 1);
    await crowd.pay(sale.slug, crowd.shoppers);
    await page.getByRole("button", { name: /^Buy now/ }).click();
    await expect(page.getByRole("status", { name: "Sale status" })).toContainText(
      "Sold out before your click arrived. Nothing was charged.",
    );
    crowd.leave();
  });
});

test("the pages without JavaScript look like the shop, in both widths and themes", async ({ page, shop }) => {
  const live = await shop.seed("live-plenty");
  const upcoming = await shop.seed("upcoming-60s");
  const hold = await shop.seed("hold-2min");
  const look = (path: string, name: string) => async () => {
    await page.goto(path);
    await inEveryGuise(page, name, () => expect(page.getByRole("heading", { level: 1 })).toHaveCount(1));
  };
  await test.step("signed out", look(buyPath(upcoming.slug), "plain-upcoming"));
  await test.step("sign in", look("/plain/sign-in", "plain-sign-in"));
  await test.step("sign up", look("/plain/sign-up", "plain-sign-up"));
  await shop.signIn(page, live.shopper.cookie);
  await test.step("live", look(buyPath(live.slug), "plain-live"));
  await shop.signIn(page, hold.shopper.cookie);
  await test.step("reserved", look(buyPath(hold.slug), "plain-reserved"));
  await test.step("order", look(`/plain/orders/${hold.orderId}`, "plain-order"));
  await test.step("pay", look(`/plain/orders/${hold.orderId}/pay`, "plain-pay"));
  await test.step("account", look("/plain/account", "plain-account"));
});
