import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { AccountExport } from "../lib/domain";
import { expect, test } from "./fixtures";
import { inEveryGuise } from "./in-every-guise";
import { readLink } from "./mailbox";

// What people do with their own account, on a phone and on a desk, light and dark.

const newPassword = "another long password";

async function signIn(page: Page, email: string, password: string, next = "/account"): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`**${next}`);
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

test("a forgotten password is replaced by a mailed link, once, and every device is signed out", async ({
  page,
  shop,
  browser,
  baseURL,
}) => {
  const { email, password } = await shop.signUp();
  const elsewhere = await browser.newPage({ ...(baseURL === undefined ? {} : { baseURL }) });
  await signIn(elsewhere, email, password);
  await expect(heading(elsewhere)).toHaveText("Your account");

  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await inEveryGuise(page, "forgot-password", () => expect(heading(page)).toHaveText("Forgot your password?"));
  await page.getByRole("button", { name: "Mail me the link" }).click();
  await expect(page.getByRole("link", { name: "Write an e-mail address such as ana@example.com." })).toBeVisible();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Mail me the link" }).click();
  await expect(heading(page)).toHaveText("Look into your mail");
  await expect(page.getByText(`If an account has the address ${email}`)).toBeVisible();

  const link = await readLink("password_reset", email, "/reset-password");
  await page.goto(link);
  // Looking at it, as mail programs do, uses nothing up.
  await page.reload();
  await inEveryGuise(page, "reset-password", () => expect(heading(page)).toHaveText("Choose a new password"));
  await page.getByLabel("New password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByRole("link", { name: "Choose a password of at least 8 characters." })).toBeVisible();
  await page.getByLabel("New password", { exact: true }).fill(newPassword);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(heading(page)).toHaveText("Your password is changed");

  await elsewhere.reload();
  await expect(heading(elsewhere)).toHaveText("Sign in to see your orders");
  await elsewhere.close();

  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill("a third long password");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("This link was used already or has expired.")).toBeVisible();
  await inEveryGuise(page, "reset-link-used", () => expect(heading(page)).toHaveText("Choose a new password"));

  await signIn(page, email, newPassword);
  await expect(heading(page)).toHaveText("Your account");
});

test("details are changed, and times follow the zone that was chosen", async ({ page, shop }) => {
  const { email, password } = await shop.signUp();
  await signIn(page, email, password);
  await page.getByRole("link", { name: "Details" }).click();
  await expect(page.getByRole("link", { name: "Details" })).toHaveAttribute("aria-current", "page");
  await inEveryGuise(page, "account-details", () => expect(page.getByLabel("Name")).toHaveValue("Ana Shopper"));
  await expect(page.getByRole("combobox", { name: "Time zone" }).locator("option").first()).toHaveText(
    "As the device (Berlin)",
  );

  await page.getByLabel("Name").fill("Ana Li");
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("Asia/Shanghai");
  await page.getByRole("combobox", { name: "Language" }).selectOption("zh");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByRole("banner").getByText("Ana Li")).toBeVisible();
  await expect(page.getByRole("contentinfo")).toContainText("Shanghai");

  // Another page has it at once, another device as soon as it is signed in.
  await page.goto("/");
  await expect(page.getByRole("contentinfo")).toContainText("Shanghai");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(page.getByRole("contentinfo")).toContainText("Shanghai");

  await page.goto("/account#details");
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByRole("contentinfo")).toContainText("Berlin");

  await page.getByLabel("Current password", { exact: true }).fill("not the password");
  await page.getByLabel("New password", { exact: true }).fill(newPassword);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByRole("link", { name: "This is not the account's password." })).toBeVisible();
  await page.getByLabel("Current password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await expect(page.getByLabel("New password", { exact: true })).toHaveValue("");
  await page.reload();
  await expect(page.getByLabel("Name")).toHaveValue("Ana Li");
});

test("other devices are listed and signed out from this one", async ({ page, shop, browser, baseURL }) => {
  const { email, password } = await shop.signUp();
  const devices = await Promise.all(
    [1, 2].map(async () => {
      const device = await browser.newPage({ ...(baseURL === undefined ? {} : { baseURL }) });
      await signIn(device, email, password);
      return device;
    }),
  );
  await signIn(page, email, password, "/account#devices");
  // The one that signed up, two more, and this one.
  const rows = page.getByRole("listitem").filter({ hasText: "Signed in" });
  await expect(rows).toHaveCount(4);
  await inEveryGuise(page, "account-devices", () => expect(rows.filter({ hasText: "This device" })).toHaveCount(1));
  await rows.filter({ hasNotText: "This device" }).first().getByRole("button").click();
  await expect(rows).toHaveCount(3);
  await page.getByRole("button", { name: "Sign out all other devices" }).click();
  await expect(page.getByText("All other devices are signed out.")).toBeVisible();
  await expect(rows).toHaveCount(1);
  for (const device of devices) {
    await device.reload();
    await expect(heading(device)).toHaveText("Sign in to see your orders");
    await device.close();
  }
  await page.reload();
  await expect(rows).toHaveCount(1);
});

test("the data are downloaded, and the account is deleted: the address is free again", async ({ page, shop }) => {
  const { email, password } = await shop.signUp();
  await signIn(page, email, password, "/account#data");
  await inEveryGuise(page, "account-data", () =>
    expect(page.getByRole("heading", { name: "Delete your account" })).toBeVisible(),
  );
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download your data" }).click();
  const file: AccountExport = JSON.parse(await readFile(await (await downloading).path(), "utf8"));
  expect(file).toMatchObject({ account: { email, name: "Ana Shopper" }, orders: [] });

  await page.getByRole("button", { name: "Delete my account…" }).click();
  await expect(page.getByRole("heading", { name: "Confirm that it is you" })).toBeFocused();
  await page.getByRole("button", { name: "Keep my account" }).click();
  await expect(page.getByRole("button", { name: "Delete my account…" })).toBeFocused();
  await page.getByRole("button", { name: "Delete my account…" }).click();
  await page.getByLabel("Your e-mail address").fill("other@example.com");
  await page.getByLabel("Your password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Delete my account for good" }).click();
  await expect(page.getByRole("link", { name: "This is not the address of your account." })).toBeVisible();
  await inEveryGuise(page, "account-deletion", () =>
    expect(page.getByLabel("Your password", { exact: true })).toHaveValue(password),
  );
  await page.getByLabel("Your e-mail address").fill(email);
  await page.getByRole("button", { name: "Delete my account for good" }).click();
  await expect(heading(page)).toHaveText("Your account is deleted");
  await inEveryGuise(page, "account-deleted", () => expect(heading(page)).toHaveText("Your account is deleted"));

  await page.reload();
  await expect(heading(page)).toHaveText("Sign in to see your orders");
  await page.goto("/sign-up?next=%2Faccount");
  await page.getByLabel("Name").fill("Ana Again");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/account");
  await expect(page.getByText("Nothing yet.")).toBeVisible();
});

test("an account with a unit on hold is not deleted, and hears why", async ({ page, shop }) => {
  const { email, password } = await shop.signUp();
  await signIn(page, email, password, "/account#data");
  const sale = await shop.seed("live-plenty");
  await page.goto(`/sales/${sale.slug}`);
  await page.getByRole("button", { name: /^Buy now/ }).click();
  await page.getByRole("link", { name: "Pay now" }).first().click();
  await page.waitForURL("**/orders/*/pay");
  await page.goto("/account#data");
  await page.getByRole("button", { name: "Delete my account…" }).click();
  await page.getByLabel("Your e-mail address").fill(email);
  await page.getByLabel("Your password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Delete my account for good" }).click();
  await expect(page.getByText(/Order ZH-\d{6} holds a unit for you\. Pay it or give it back first/)).toBeVisible();
  await page.getByRole("link", { name: "Orders" }).last().click();
  await expect(page.getByRole("link", { name: /^Pay by/ })).toBeVisible();
});

test("a link that confirms an address is only used by its button", async ({ page }) => {
  await page.goto("/verify-email?token=nonsense");
  await inEveryGuise(page, "verify-email", () => expect(heading(page)).toHaveText("Confirm your address"));
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await expect(page.getByText("This link was used already or has expired.")).toBeVisible();
});
