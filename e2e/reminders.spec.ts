import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { inEveryGuise } from "./in-every-guise";
import { linkIn, mailsTo, untilMail } from "./reminder-mails";

const dayMs = 86_400_000;
const minuteMs = 60_000;

const newAddress = () => `reminded-${randomBytes(6).toString("hex")}@example.com`;

function dialogOf(page: Page) {
  return page.getByRole("dialog", { name: /^Be reminded of / });
}

async function openDialog(page: Page, slug: string) {
  await page.goto(`/sales/${slug}`);
  await page.getByRole("button", { name: "Remind me" }).click();
  const dialog = dialogOf(page);
  await expect(dialog).toBeVisible();
  return dialog;
}

test("somebody without an account asks, says yes by the mailed link, is reminded, and stops it", async ({
  page,
  shop,
}) => {
  // Six looks in four guises each.
  test.slow();
  const sale = await shop.seed("upcoming-2d");
  const address = newAddress();
  const dialog = await openDialog(page, sale.slug);
  await expect(dialog.getByRole("heading")).toBeFocused();
  await expect(dialog).toContainText("ten minutes before the start");
  await inEveryGuise(page, "reminder-dialog", () => expect(dialog.getByLabel("E-mail")).toBeVisible());

  await dialog.getByLabel("E-mail").fill("nobody");
  await dialog.getByRole("button", { name: "Send the link" }).click();
  await expect(dialog.getByLabel("E-mail")).toHaveAccessibleDescription(/such as ana@example\.com/);
  await expect(dialog.getByLabel("E-mail")).toBeFocused();
  await dialog.getByLabel("E-mail").fill(address);
  await dialog.getByLabel("E-mail").press("Enter");
  await expect(dialog).toContainText("Look into your mail");
  await inEveryGuise(page, "reminder-asked", () => expect(dialog).toContainText(address));
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Remind me" })).toBeFocused();

  // Opening the link changes nothing, as often as a mail scanner likes.
  const confirm = linkIn(await untilMail(address, "reminder_confirm"), "/reminders/confirm");
  await page.goto(confirm);
  await page.reload();
  await inEveryGuise(page, "reminder-confirm", () =>
    expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Shall we remind you of /),
  );
  await page.getByRole("button", { name: "Yes, remind me" }).click();
  await inEveryGuise(page, "reminder-confirmed", () =>
    expect(page.getByRole("heading", { level: 1 })).toHaveText(/^You will be reminded of /),
  );

  await shop.moveClock({ advanceMs: 2 * dayMs - 5 * minuteMs });
  const mail = await untilMail(address, "reminder_due");
  expect(mail).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  expect(mail).toContain(`${sale.slug}.ics`);

  const stop = linkIn(mail, "/reminders/stop");
  await page.goto(stop);
  await inEveryGuise(page, "reminder-stop", () =>
    expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Stop the reminder of /),
  );
  await page.getByRole("button", { name: "Stop it" }).click();
  await inEveryGuise(page, "reminder-off", () =>
    expect(page.getByRole("heading", { level: 1 })).toHaveText("The reminder is off"),
  );
  expect(await mailsTo(address, "reminder_due")).toHaveLength(1);
});

test("the pages of a link work without scripts, and say so when a link is cut", async ({ browser, page, shop }) => {
  const sale = await shop.seed("upcoming-2d");
  const address = newAddress();
  const dialog = await openDialog(page, sale.slug);
  await dialog.getByLabel("E-mail").fill(address);
  await dialog.getByRole("button", { name: "Send the link" }).click();
  const confirm = linkIn(await untilMail(address, "reminder_confirm"), "/reminders/confirm");

  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`/sales/${sale.slug}`);
  await expect(plain.getByRole("button", { name: "Remind me" })).toBeHidden();
  await expect(plain.getByRole("link", { name: "Add the start to your calendar" })).toBeVisible();
  await plain.goto(confirm);
  await plain.getByRole("button", { name: "Yes, remind me" }).click();
  await expect(plain.getByRole("heading", { level: 1 })).toHaveText(/^You will be reminded of /);
  for (const path of ["confirm", "stop"]) {
    await plain.goto(`/reminders/${path}?token=rc1.cut`);
    await expect(plain.getByRole("heading", { level: 1 })).toHaveText("This link is not whole");
  }
  await context.close();
});

test("a mail program's own button stops a reminder without cookies; another site's form cannot confirm one", async ({
  page,
  playwright,
  baseURL,
  shop,
}) => {
  const sale = await shop.seed("upcoming-60s");
  const account = await shop.signInAs(page, "shopper", 31);
  const dialog = await openDialog(page, sale.slug);
  await dialog.getByRole("button", { name: "Remind me by e-mail" }).click();
  await expect(dialog.getByRole("status")).toHaveText("The reminder is set.");
  // The start is near, so the reminder comes at once.
  const oneClick = linkIn(await untilMail(account.email, "reminder_due"), "/api/reminders/stop");

  const outside = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  const stopped = await outside.post(oneClick, {
    headers: { origin: "https://mail.example", "sec-fetch-site": "cross-site" },
    form: { "List-Unsubscribe": "One-Click" },
  });
  expect(stopped.status(), await stopped.text()).toBe(204);
  const refused = await outside.post(oneClick.replace("/stop", "/confirm"), {
    headers: { origin: "https://evil.example" },
    form: {},
  });
  expect(refused.status()).toBe(403);
  await outside.dispose();
  await page.goto("/account#reminders");
  await expect(page.getByText("You wait for no sale.")).toBeVisible();
});

test("an account sets a reminder in one press, finds it in its list, and removes it there", async ({ page, shop }) => {
  test.slow();
  const sale = await shop.seed("upcoming-2d");
  const account = await shop.signInAs(page, "shopper", 32);
  const dialog = await openDialog(page, sale.slug);
  await expect(dialog).toContainText(`It goes to ${account.email}.`);
  await dialog.getByRole("button", { name: "Remind me by e-mail" }).click();
  await expect(dialog.getByRole("button", { name: "Remove the reminder" })).toBeFocused();
  await inEveryGuise(page, "reminder-on", () => expect(dialog).toContainText("You will be reminded at"));
  await dialog.getByRole("link", { name: "See your reminders" }).click();

  await page.waitForURL("**/account#reminders");
  const list = page.getByRole("region", { name: "Reminders" });
  await inEveryGuise(page, "reminder-list", () => expect(list).toContainText(`to ${account.email}`));
  await list.getByRole("button", { name: /^Remove the reminder of / }).click();
  await expect(list.getByRole("status")).toHaveText(/ is removed\.$/);
  await expect(list.getByRole("status")).toBeFocused();
  await expect(list).toContainText("You wait for no sale.");

  // And from the dialog, which knows.
  const again = await openDialog(page, sale.slug);
  await expect(again.getByRole("button", { name: "Remind me by e-mail" })).toBeVisible();
  expect(await mailsTo(account.email, "reminder_confirm")).toEqual([]);
});
