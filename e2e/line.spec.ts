import type { Browser, Page } from "@playwright/test";
import type { AcceptedAnswer } from "../lib/domain";
import { type Buyer, buy, untilAttempt } from "../lib/testing/buyers";
import { createHttpClient, type HttpClient } from "../lib/testing/http-client";
import { expect, test } from "./fixtures";
import { inEveryGuise } from "./in-every-guise";
import { makeShoppers } from "./make-account";
import { ProductPage } from "./product-page";
import type { Shop } from "./shop";

// The return line as its shoppers see it. Others hold units, join and leave by the API.

let client: HttpClient;
test.beforeAll(async ({ baseURL }) => {
  client = createHttpClient(baseURL ?? "");
});
test.afterAll(() => client.close());

async function hold(slug: string, buyer: Buyer): Promise<{ attemptId: string; orderId: string }> {
  const reply = await buy(client, buyer, { slug });
  expect(reply.status, reply.text).toBe(202);
  const { attemptId } = reply.json<AcceptedAnswer>();
  const attempt = await untilAttempt(client, buyer, attemptId, ({ state }) => state === "reserved");
  return { attemptId, orderId: attempt.orderId ?? "" };
}

async function join(slug: string, buyer: Buyer): Promise<string> {
  const reply = await buy(client, buyer, { slug, body: { joinLine: true } });
  expect(reply.status, reply.text).toBe(202);
  return reply.json<AcceptedAnswer>().attemptId;
}

async function giveUp(buyer: Buyer, attemptId: string): Promise<void> {
  const reply = await client.send(`/api/attempts/${attemptId}`, { method: "DELETE", cookie: buyer.cookie });
  expect(reply.status, reply.text).toBe(204);
}

/** A sale of one lamp, which somebody else holds. */
async function openHeldSale(
  shop: Shop,
  others: 1 | 3,
): Promise<{ slug: string; holder: Buyer; held: string; more: Buyer[] }> {
  const { slug } = await shop.seed("live-plenty", { stock: others });
  const [holder, ...more] = await makeShoppers(shop.origin, 2 * others);
  if (holder === undefined) throw new Error("no shopper was made");
  const { attemptId } = await hold(slug, holder);
  for (const buyer of more.splice(0, others - 1)) await hold(slug, buyer);
  return { slug, holder, held: attemptId, more };
}

async function joinByPage(page: Page, slug: string): Promise<ProductPage> {
  const product = new ProductPage(page, slug);
  await product.open();
  await product.control(/^All held · Join return line/).click();
  await expect(product.dialog.getByRole("heading", { name: "You are in line" })).toBeVisible();
  return product;
}

async function signIn(page: Page, account: { email: string; password: string }, next: string): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`**${next}`);
}

async function newDevice(browser: Browser, shop: Shop): Promise<Page> {
  const context = await browser.newContext({ baseURL: shop.origin, locale: "en-GB", timezoneId: "Europe/Berlin" });
  return context.newPage();
}

test("the dialog, the page and the bar say what is held, until when, and that the place is kept", async ({
  page,
  shop,
}) => {
  // Sixteen looks, each with its accessibility check.
  test.setTimeout(180_000);
  const sale = await shop.seed("held");
  await shop.signIn(page, sale.shopper.cookie);
  const product = await joinByPage(page, sale.slug);
  const told = async (place: ReturnType<Page["locator"]>) => {
    await expect(place).toContainText("#1");
    await expect(place).toContainText("6 held by others, you are next.");
    await expect(place).toContainText(/The last hold ends \d\d:\d\d(:\d\d)?\./);
    await expect(place).toContainText("over 5 min");
    await expect(place).toContainText(`we e-mail ${sale.shopper.email} when one is reserved for you`);
    await expect(place.getByTitle("When the shop received your click")).toHaveText(/^\d\d:\d\d:\d\d\.\d{3}/);
  };
  await inEveryGuise(page, "line-dialog", () => told(product.dialog));
  await product.dialog.getByRole("button", { name: "Hide" }).click();
  await expect(product.dialog).toBeHidden();
  await page.goto(`/sales/${sale.slug}/line`);
  await inEveryGuise(page, "line-page", () => told(page.getByRole("main")));
  await page.goto("/account");
  const bar = page.getByText("In line for Aurora desk lamp: over 5 min.");
  await inEveryGuise(page, "line-bar", () => expect(bar).toBeVisible());
  await page.goto(`/zh/sales/${sale.slug}/line`);
  await inEveryGuise(page, "line-page-zh", () =>
    expect(page.getByRole("main")).toContainText("其他人保留着 6 件，下一位就是你。"),
  );
});

test("leaving asks once more and says what it means; the button then offers the line again", async ({ page, shop }) => {
  const sale = await shop.seed("held");
  await shop.signIn(page, sale.shopper.cookie);
  const { dialog, control } = await joinByPage(page, sale.slug).then((product) => ({
    dialog: product.dialog,
    control: product.control(/^All held · Join return line/),
  }));
  await dialog.getByRole("button", { name: "Leave the line" }).click();
  await expect(dialog).toContainText("Your place cannot be restored.");
  // The press took its own button away: the keyboard goes on at the question, which is in sight.
  const question = dialog.getByRole("group", { name: "Your place cannot be restored." });
  await expect(question).toBeFocused();
  await page.setViewportSize({ width: 360, height: 740 });
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(dialog.getByRole("button", { name: "Leave the line" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question).toBeFocused();
  await expect(dialog.getByRole("button", { name: "Keep it" })).toBeInViewport({ ratio: 1 });
  await inEveryGuise(page, "line-leave", () => expect(dialog.getByRole("button", { name: "Keep it" })).toBeVisible());
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(dialog).toContainText("#1");
  await dialog.getByRole("button", { name: "Leave the line" }).click();
  await dialog.getByRole("button", { name: "Leave the line" }).click();
  await expect(dialog.getByRole("heading", { name: "You left the line" })).toBeVisible();
  await expect(dialog).toContainText("Nothing was charged.");
  await dialog.getByRole("button", { name: "Hide" }).click();
  await expect(control).toBeVisible();
});

test("progress only moves forward, over a reload too, and a place that moves is not spoken", async ({ page, shop }) => {
  const { slug, more } = await openHeldSale(shop, 3);
  const [first, second] = more;
  if (first === undefined || second === undefined) throw new Error("too few shoppers");
  const leaving = await join(slug, first);
  await join(slug, second);
  await shop.signInAs(page, "shopper", 61);
  const { dialog } = await joinByPage(page, slug);
  const progress = page.getByRole("progressbar", { name: "Way through the line" });
  const spoken = dialog.getByRole("status", { name: "Line status" });
  await expect(dialog).toContainText("#3");
  await expect(progress).toHaveAttribute("value", "0");
  await expect(spoken).toContainText("place 3");
  await giveUp(first, leaving);
  await expect(dialog).toContainText("#2", { timeout: 25_000 });
  for (const load of ["before", "after"]) {
    await expect(progress, `${load} the reload`).toHaveAttribute("value", "1");
    await expect(progress).toHaveAttribute("max", "3");
    await expect(progress).toHaveAttribute("aria-valuetext", "1 ahead of you");
    if (load === "before") {
      await expect(spoken).toContainText("place 3");
      await page.reload();
      await expect(dialog).toContainText("#2");
    }
  }
});

test("a wait that grows says why", async ({ page, shop }) => {
  const sale = await shop.seed("hold-2min", { stock: 1 });
  await shop.signInAs(page, "shopper", 62);
  const { dialog } = await joinByPage(page, sale.slug);
  await expect(dialog).toContainText("1-2 min");
  await expect(dialog).not.toContainText("Longer than before");
  const extending = { method: "POST", cookie: sale.shopper.cookie, body: {} } as const;
  expect((await client.send(`/api/orders/${sale.orderId}/extend`, extending)).status).toBe(200);
  await expect(dialog).toContainText("2-5 min");
  await expect(dialog).toContainText("Longer than before: holds were extended, or passed on to those ahead of you.");
});

test("the place is the account's: on a second device, after signing out and in, and when a lamp comes back", async ({
  page,
  shop,
  browser,
}) => {
  test.setTimeout(180_000);
  const { slug, holder, held } = await openHeldSale(shop, 1);
  const account = await shop.signUp();
  await signIn(page, account, "/account");
  const { dialog } = await joinByPage(page, slug);
  await expect(dialog).toContainText("#1");

  const desk = await newDevice(browser, shop);
  try {
    await signIn(desk, account, "/account");
    await expect(desk.getByText(/^In line for Aurora desk lamp/)).toBeVisible();
    await desk.getByRole("link", { name: "Return" }).click();
    const second = new ProductPage(desk, slug);
    await second.control(/^In line: #1 · View/).click();
    await expect(second.dialog).toContainText("#1");
    await second.dialog.getByRole("button", { name: "Hide" }).click();

    await desk.goto("/account#devices");
    await desk.getByRole("button", { name: "Sign out", exact: true }).click();
    await desk.goto(`/sales/${slug}/line`);
    await expect(desk.getByRole("main")).toContainText("Sign in to see your place.");
    await signIn(desk, account, `/sales/${slug}/line`);
    await expect(desk.getByRole("main")).toContainText("#1");

    await giveUp(holder, held);
    // Both are told, each at its own pace.
    for (const place of [dialog, desk.getByRole("main")]) {
      await expect(place.getByRole("heading", { name: /^It is yours until \d\d:\d\d:\d\d$/ })).toBeVisible({
        timeout: 30_000,
      });
      await expect(place.getByRole("link", { name: "Pay now" })).toBeVisible();
    }
    await desk.goto("/");
    await expect(desk.getByText(/^Aurora desk lamp is held for you until \d\d:\d\d(:\d\d)?\.$/)).toBeVisible();
  } finally {
    await desk.context().close();
  }
});
