import { readFile } from "node:fs/promises";
import type { AdminOrderAnswer, AdminOrdersAnswer } from "../lib/domain";
import { expect, test } from "./fixtures";
import { inEveryGuise } from "./in-every-guise";

// The back office beside the sales themselves: orders, users, log and settings.

test("an order is found, opened by its address, released, and stands in the log", async ({ page, shop }) => {
  const sale = await shop.seed("hold-2min");
  await shop.signInAs(page, "marketer");
  await page.goto(`/admin/orders?sale=${sale.slug}`);
  const row = page.getByRole("row").filter({ hasText: "To pay" });
  await expect(row).toHaveCount(1);
  await expect(row).not.toContainText(sale.shopper.email);

  await row.getByRole("link", { name: /^ZH-/ }).click();
  const drawer = page.getByRole("dialog", { name: /^Order ZH-/ });
  await expect(drawer).toContainText(sale.shopper.email);
  await expect(drawer.getByRole("listitem").filter({ hasText: "Reserved" })).toBeVisible();

  // The address leads back to the drawer, and Escape to the list.
  await page.reload();
  await expect(drawer).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await row.getByRole("link", { name: /^ZH-/ }).click();

  await drawer.getByRole("button", { name: "Release the hold…" }).click();
  await expect(drawer).toContainText("loses the hold and is not charged");
  await drawer.getByRole("button", { name: "Release the hold", exact: true }).click();
  await expect(drawer).toContainText("Write a reason.");
  await drawer.getByLabel("Reason").fill("Asked for by phone");
  await drawer.getByRole("button", { name: "Release the hold", exact: true }).click();
  await expect(drawer).toContainText("Hold released by the store");
  await expect(drawer.getByRole("button", { name: "Release the hold…" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row").filter({ hasText: "To pay" })).toHaveCount(0);

  await page.goto("/admin/log");
  const entry = page.getByRole("listitem").filter({ hasText: "Asked for by phone" }).first();
  await expect(entry).toBeVisible();
  await page.getByRole("button", { name: "Check the chain" }).click();
  await expect(page.getByRole("status", { name: "Chain of hashes" })).toContainText(/\d+ entries intact/);
});

test("a paid order is refunded from the list, and the list goes out as a file", async ({ page, shop }) => {
  const sale = await shop.seed("ended-sold-out");
  await shop.signInAs(page, "marketer");
  await page.goto(`/admin/orders?sale=${sale.slug}&state=paid`);
  const list = (await (
    await page.request.get(`/api/admin/orders?sale=${sale.slug}&state=paid`)
  ).json()) as AdminOrdersAnswer;
  const [first] = list.orders;
  expect(first).toBeDefined();
  const number = first?.number ?? "";

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV of these orders" }).click();
  const file = await readFile(await (await downloading).path(), "utf8");
  expect(file.split("\r\n").filter((line) => line !== "")).toHaveLength(list.total + 1);
  expect(file).toContain(number);

  await page.getByRole("checkbox", { name: `Select ${number}` }).check();
  await page.getByRole("button", { name: "Refund…" }).click();
  const sheet = page.getByRole("dialog", { name: "Refund 1 order" });
  await expect(sheet).toContainText("goes back to those who paid");
  await sheet.getByLabel("Reason").fill("Arrived broken");
  await sheet.getByRole("button", { name: "Refund", exact: true }).click();
  await expect(page.getByRole("status", { name: "Messages" })).toContainText("1 of 1 refunds are on their way");
  await expect
    .poll(async () => {
      const reply = await page.request.get(`/api/admin/orders/${first?.id}`);
      return ((await reply.json()) as AdminOrderAnswer).state;
    })
    .toBe("refunded");
});

test("an administrator raises, suspends and restores an account; a marketer may not", async ({
  page,
  shop,
  browser,
}) => {
  const { email, password } = await shop.signUp();
  await shop.signInAs(page, "admin");
  await page.goto(`/admin/users?q=${encodeURIComponent(email)}`);
  await page.getByRole("link", { name: "Ana Shopper" }).click();
  const drawer = page.getByRole("dialog", { name: "Ana Shopper" });
  await drawer.getByLabel("Role").selectOption("marketer");
  await drawer.getByRole("button", { name: "Save the rights" }).click();
  await expect(page.getByRole("row").filter({ hasText: email })).toContainText("Marketer");

  await drawer.getByLabel("Reason").fill("Left the company");
  await drawer.getByRole("button", { name: "Suspend the account" }).click();
  await expect(drawer).toContainText("Suspended: Left the company");
  const other = await browser.newContext();
  const signIn = () =>
    other.request.post(`${shop.origin}/api/auth/sign-in/email`, {
      data: { email, password },
      headers: { origin: shop.origin },
    });
  expect((await signIn()).status()).toBeGreaterThanOrEqual(400);
  await drawer.getByRole("button", { name: "Lift the suspension" }).click();
  await expect(drawer.getByRole("button", { name: "Suspend the account" })).toBeVisible();
  expect((await signIn()).status()).toBeLessThan(300);
  await other.close();

  await page.context().clearCookies();
  await shop.signInAs(page, "marketer");
  await page.goto("/admin/users");
  await expect(page.getByText("Only administrators may open this page")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Admin" })).not.toContainText("Users");
});

test("settings are saved by section; a key is shown once, works within its scopes, and is revoked", async ({
  page,
  shop,
  playwright,
}) => {
  await shop.signInAs(page, "admin");
  await page.goto("/admin/settings");
  const guards = page.getByRole("form", { name: "Guards against slips" });
  await guards.getByLabel("Discount in percent").fill("200");
  await guards.getByRole("button", { name: "Save" }).click();
  await expect(guards.getByRole("link", { name: "Write a whole number from 1 to 99." })).toBeVisible();
  await guards.getByLabel("Discount in percent").fill("60");
  await expect(guards.getByRole("status")).toHaveText("Not saved yet.");
  await guards.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status", { name: "Messages" })).toContainText("Guards against slips: saved.");
  await page.reload();
  await expect(guards.getByLabel("Discount in percent")).toHaveValue("60");
  await guards.getByLabel("Discount in percent").fill("70");
  await guards.getByRole("button", { name: "Save" }).click();
  await expect(guards.getByRole("status")).toHaveCount(0);

  await page.getByRole("button", { name: "New key…" }).click();
  const form = page.getByRole("dialog", { name: "A new API key" });
  await form.getByLabel("Name").fill("Nightly export");
  await form.getByRole("checkbox", { name: "See orders and export them" }).check();
  await form.getByRole("button", { name: "Make the key" }).click();
  const shown = page.getByRole("dialog", { name: "This key is shown only now" });
  const key = (await shown.getByTestId("api-key").textContent()) ?? "";
  await shown.getByRole("button", { name: "I have kept it" }).click();

  const script = await playwright.request.newContext({
    baseURL: shop.origin,
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  });
  expect((await script.get("/api/admin/orders")).status()).toBe(200);
  expect((await script.get("/api/admin/users")).status()).toBe(403);
  await page.getByRole("button", { name: "Revoke “Nightly export”" }).click();
  await page.getByRole("button", { name: "Revoke the key" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Nightly export" })).toContainText("Revoked");
  expect((await script.get("/api/admin/orders")).status()).toBe(401);
  await script.dispose();
});

test("the door: nobody, a shopper, and every page of the office in each guise", async ({ page, shop }) => {
  await page.goto("/admin/orders");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to plan and steer sales");
  const sale = await shop.seed("hold-2min");
  await shop.signIn(page, sale.shopper.cookie);
  await page.goto("/admin/orders");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This account may not open the admin");
  await page.context().clearCookies();

  await shop.signInAs(page, "admin");
  const pages = [
    [`/admin/orders?sale=${sale.slug}`, "Orders", page.getByRole("row").first()],
    ["/admin/users", "Users", page.getByRole("row").first()],
    ["/admin/log", "Log", page.getByRole("list", { name: "Entries" }).or(page.getByText("Nothing in this range"))],
    ["/admin/settings", "Settings", page.getByRole("form", { name: "Store" })],
  ] as const;
  for (const [path, title, content] of pages) {
    await page.goto(path);
    await inEveryGuise(page, `admin-${title}`, async () => {
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      await expect(content).toBeAttached();
    });
  }
});

test("Ctrl K leads anywhere by keyboard alone", async ({ page, shop }) => {
  const sale = await shop.seed("live-plenty");
  await shop.signInAs(page, "marketer");
  await page.goto("/admin/orders");
  // The clock runs once the page is alive and hears keys.
  await expect(page.getByRole("timer", { name: "Store clock" })).toBeVisible();
  await page.keyboard.press("Control+k");
  const search = page.getByRole("combobox", { name: "A page or a sale" });
  await expect(search).toBeFocused();
  await search.fill(sale.slug);
  await expect(page.getByRole("option", { name: /^Watch / })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/admin/sales/${sale.slug}`);
});
