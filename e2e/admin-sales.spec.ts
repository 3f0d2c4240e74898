import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import type { AdminSaleAnswer } from "../lib/domain";
import { expect, test } from "./fixtures";
import { inEveryGuise } from "./in-every-guise";
import { MonitorPage } from "./monitor-page";
import { SalesListPage } from "./sales-list-page";

test("sales are found, sorted and counted, and the address keeps how", async ({ page, shop }) => {
  const live = await shop.seed("live-last-3");
  const upcoming = await shop.seed("upcoming-2d");
  await shop.signInAs(page, "marketer");
  const list = new SalesListPage(page);
  await page.goto("/admin/sales");
  await page.waitForURL("**/admin");
  const row = list.row(live.slug);
  await expect(row).toContainText("12 sold, 5 held of 20");
  await expect(row).toContainText("€948");
  await expect(row.getByText("Live", { exact: true })).toBeVisible();
  expect(await list.count("Live")).toBeGreaterThan(0);

  await list.search.fill(upcoming.slug);
  await expect(row).toBeHidden();
  await expect(list.row(upcoming.slug)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`q=${upcoming.slug}`));
  await page.getByRole("link", { name: "Revenue" }).click();
  await expect(page.getByRole("columnheader", { name: "Revenue" })).toHaveAttribute("aria-sort", "ascending");
  await page.reload();
  await expect(list.search).toHaveValue(upcoming.slug);
  await expect(page.getByRole("columnheader", { name: "Revenue" })).toHaveAttribute("aria-sort", "ascending");
  await list.tabs.getByRole("link", { name: /^Ended/ }).click();
  await expect(page.getByText("No sales match")).toBeVisible();
  await page.getByRole("button", { name: "Show all sales" }).click();
  await expect(row).toBeVisible();
  await page.goBack();
  await expect(page.getByText("No sales match")).toBeVisible();
});

test("a live sale is paused from every view, and a changed row says so", async ({ page, shop }) => {
  const sale = await shop.seed("live-plenty");
  await shop.signInAs(page, "marketer");
  const list = new SalesListPage(page);
  await list.open(`?q=${sale.slug}`);
  await list.row(sale.slug).getByRole("button", { name: "Pause Aurora desk lamp" }).click();
  await expect(list.messages).toContainText("Aurora desk lamp is paused.");
  await expect(list.row(sale.slug)).toContainText("Paused");
  await expect(list.row(sale.slug)).toHaveAttribute("data-changed", "odd");
  await list.row(sale.slug).getByRole("button", { name: "Resume Aurora desk lamp" }).click();
  await expect(list.row(sale.slug).getByText("Live", { exact: true })).toBeVisible();

  // What runs is in reach where the list holds other sales, and in the calendar.
  for (const query of ["?tab=draft", "?show=month", "?show=week"]) {
    await list.open(query);
    const running = page.getByRole("region", { name: "Running now" });
    await expect(running.getByRole("button", { name: /^(Pause|Resume) / }).first()).toBeVisible();
  }
});

test("cancelling wants a reason and the slug, and says what it costs", async ({ page, shop }) => {
  const sale = await shop.seed("live-last-3");
  await shop.signInAs(page, "marketer");
  const list = new SalesListPage(page);
  await list.open(`?q=${sale.slug}`);
  await list.act(sale.slug, "Cancel…");
  const sheet = page.getByRole("dialog", { name: "Cancel Aurora desk lamp" });
  await expect(sheet).toContainText("12 paid → refunded, €948 in all.");
  await expect(sheet).toContainText("5 held → released");
  await sheet.getByLabel("Reason").fill("The maker found a fault");
  await sheet.getByLabel(/^Type/).fill("something else");
  await sheet.getByRole("button", { name: "Cancel sale" }).click();
  await expect(sheet).toContainText(`Type ${sale.slug} exactly`);
  const state = async () => (await (await page.request.get(`/api/admin/sales/${sale.slug}`)).json()) as AdminSaleAnswer;
  expect((await state()).phase).toBe("live");
  await sheet.getByLabel(/^Type/).fill(sale.slug);
  await sheet.getByRole("button", { name: "Cancel sale" }).click();
  await expect(list.row(sale.slug)).toContainText("Cancelled");
  expect((await state()).cancelReason).toBe("The maker found a fault");
});

test("a sale is duplicated with a new start by keyboard alone; a time that does not exist is refused with both choices", async ({
  page,
  shop,
}) => {
  const sale = await shop.seed("ended-time");
  await shop.signInAs(page, "marketer");
  const list = new SalesListPage(page);
  await list.open(`?q=${sale.slug}`);
  const more = list.row(sale.slug).getByRole("button", { name: /^More for/ });
  await more.focus();
  await page.keyboard.press("Enter");
  await list
    .row(sale.slug)
    .getByRole("button", { name: /^Duplicate/ })
    .focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Duplicate Aurora desk lamp" });
  const start = sheet.getByLabel(/^New start/);
  await expect(start).toHaveValue(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/);
  await start.fill("2031-03-30 02:30");
  await expect(sheet).toContainText("does not exist");
  await expect(sheet.getByRole("button", { name: "01:30 (UTC+01:00)" })).toBeVisible();
  await sheet.getByRole("button", { name: "03:30 (UTC+02:00)" }).press("Enter");
  await expect(start).toHaveValue("2031-03-30 03:30");
  await expect(sheet).toContainText("01:30 UTC");
  await start.press("Enter");
  await page.waitForURL(/\/admin\/sales\/e2e-.+/);
  const copySlug = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  expect(copySlug).not.toBe(sale.slug);
  const read = async (slug: string) =>
    (await (await page.request.get(`/api/admin/sales/${slug}`)).json()) as AdminSaleAnswer;
  const copy = await read(copySlug);
  expect(copy).toMatchObject({ phase: "draft", startsAt: "2031-03-30T01:30:00.000Z" });
  const lengthOf = ({ startsAt, endsAt }: AdminSaleAnswer) => Date.parse(endsAt) - Date.parse(startsAt);
  expect(lengthOf(copy)).toBe(lengthOf(await read(sale.slug)));
});

test("a sale is duplicated and scheduled in at most eight inputs", async ({ page, shop }) => {
  await shop.signInAs(page, "marketer");
  const mark = `e2e-again-${Date.now().toString(36)}`;
  const data = {
    slug: mark,
    // A product of its own: two sales of one at the same time would be stopped.
    title: `Lamp ${mark}`,
    images: [{ url: "/products/aurora-desk-lamp.svg", alt: "A desk lamp" }],
    items: [{ sku: mark, name: "One size", stock: 20 }],
    price: { minor: 7_900, currency: "EUR" },
    regularPrice: { minor: 12_900, currency: "EUR" },
    startsAt: "2026-06-05T10:00:00.000Z",
    endsAt: "2026-06-05T10:30:00.000Z",
  };
  const made = await page.request.post("/api/admin/sales", { data, headers: { origin: shop.origin } });
  expect(made.status(), await made.text()).toBe(201);
  const list = new SalesListPage(page);
  await list.open(`?q=${mark}`);
  let inputs = 0;
  const press = async (button: Locator) => {
    await button.click();
    inputs += 1;
  };
  await press(list.row(mark).getByRole("button", { name: /^More for/ }));
  await press(list.row(mark).getByRole("button", { name: /^Duplicate/ }));
  await press(page.getByRole("dialog", { name: /^Duplicate/ }).getByRole("button", { name: "Duplicate" }));
  await page.waitForURL(/\/admin\/sales\/e2e-.+/);
  await press(page.getByRole("button", { name: "Review…" }));
  await press(page.getByRole("dialog", { name: /^Review/ }).getByRole("button", { name: /^Schedule/ }));
  await expect(page.getByRole("dialog").getByRole("link", { name: "Watch live" })).toBeVisible();
  expect(inputs).toBeLessThanOrEqual(8);
  const slug = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const copy = (await (await page.request.get(`/api/admin/sales/${slug}`)).json()) as AdminSaleAnswer;
  expect(copy.phase).toBe("scheduled");
});

test("the calendar shows the month and the week, and hatches what runs at the same time", async ({ page, shop }) => {
  await shop.signInAs(page, "marketer");
  const mark = `e2e-calendar-${Date.now().toString(36)}`;
  const planned = [
    { slug: `${mark}-long`, title: "Long sale", startsAt: "2032-05-10T20:30:00.000Z" },
    { slug: `${mark}-short`, title: "Short sale", startsAt: "2032-05-12T08:00:00.000Z" },
  ];
  for (const sale of planned) {
    const data = { ...sale, price: { minor: 1_000, currency: "EUR" }, endsAt: "2032-05-12T10:00:00.000Z" };
    const reply = await page.request.post("/api/admin/sales", { data, headers: { origin: shop.origin } });
    expect(reply.status(), await reply.text()).toBe(201);
  }
  const list = new SalesListPage(page);
  await list.open(`?show=month&day=2032-05-01&q=${mark}`);
  const month = page.getByRole("table", { name: /^May 2032/ });
  await expect(month.getByRole("link", { name: /– \S+ ?Long sale/ })).toHaveCount(3);
  const short = month.getByRole("link", { name: /– \S+ ?Short sale/ });
  await expect(short).toContainText("at the same time as Long sale");
  await expect(short).toHaveAttribute("data-overlaps", "");
  await page.getByRole("link", { name: "Next month" }).click();
  await expect(page.getByRole("table", { name: /^June 2032/ })).toBeVisible();
  await expect(page.getByText("No sales in this time.")).toBeVisible();

  await list.open(`?show=week&day=2032-05-05&q=${mark}`);
  await page.getByRole("link", { name: "Next week" }).click();
  const week = page.getByRole("region", { name: /^Mon 10 May – Sun 16 May/ });
  await expect(week.getByRole("link", { name: /– \S+ ?Long sale/ })).toHaveCount(3);
  const entry = week.getByRole("link", { name: /– \S+ ?Short sale/ });
  await inEveryGuise(page, "sales-week", () => expect(entry).toBeVisible());
  await entry.press("Enter");
  await page.waitForURL(`**/admin/sales/${mark}-short`);
});

test("sales come from a file: template, dry run, errors by row, drafts all or none", async ({ page, shop }) => {
  await shop.signInAs(page, "marketer");
  await new SalesListPage(page).open();
  await page.getByRole("link", { name: "Import CSV" }).click();
  await page.waitForURL("**/admin/sales/import");
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the template" }).click();
  const template = await readFile(await (await downloading).path(), "utf8");

  const mark = Date.now().toString(36);
  const text = template.replaceAll("example-", `e2e-${mark}-`);
  const file = page.getByLabel("CSV file");
  await file.setInputFiles({ name: "nonsense.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\r\n1,2\r\n") });
  await expect(page.getByRole("region", { name: "This file cannot be read" })).toContainText("line 1");

  const broken = text.replace("Night blue,40", "Night blue,many");
  expect(broken).not.toBe(text);
  await file.setInputFiles({ name: "broken.csv", mimeType: "text/csv", buffer: Buffer.from(broken) });
  await expect(page.getByText("1 of 2 sales have errors")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "desk-lamp" })).toContainText("Line 2, stock");
  await expect(page.getByRole("button", { name: /^Create/ })).toHaveCount(0);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the notes" }).click();
  expect(await readFile(await (await saving).path(), "utf8")).toContain("stock,error,");
  await inEveryGuise(page, "sales-import", () =>
    expect(page.getByRole("heading", { name: "What broken.csv would make" })).toBeVisible(),
  );

  await page.getByLabel("Or paste the rows").fill(text);
  await page.getByRole("button", { name: "Check the rows" }).click();
  await expect(page.getByText("2 sales can be made.")).toBeVisible();
  await page.getByRole("button", { name: "Create 2 drafts" }).click();
  await expect(page.getByRole("status").filter({ hasText: "2 drafts were made" })).toBeVisible();
  await page.getByRole("link", { name: "See the drafts" }).click();
  const list = new SalesListPage(page);
  await expect(list.row(`e2e-${mark}-desk-lamp`)).toContainText("Draft");
});

test("the list in each guise, a menu within reach on a phone, and a sample sale", async ({ page, shop }) => {
  const sale = await shop.seed("live-last-3");
  await shop.seed("paused");
  await shop.signInAs(page, "marketer");
  const list = new SalesListPage(page);
  await list.open();
  await inEveryGuise(page, "sales-list", () => expect(list.row(sale.slug)).toBeVisible());
  await list.open("?show=month");
  await inEveryGuise(page, "sales-month", () => expect(page.getByRole("link", { name: "Today" })).toBeVisible());

  await page.setViewportSize({ width: 360, height: 740 });
  await list.open(`?q=${sale.slug}`);
  await list
    .row(sale.slug)
    .getByRole("button", { name: /^More for/ })
    .click();
  const live = list.row(sale.slug).getByRole("link", { name: "Open live" });
  await expect(live).toBeInViewport();
  await live.click();
  await page.waitForURL(`**/admin/sales/${sale.slug}/live`);

  const made = await page.request.post("/api/admin/sales/sample", { data: {}, headers: { origin: shop.origin } });
  expect(made.status(), await made.text()).toBe(201);
  const monitor = new MonitorPage(page, ((await made.json()) as AdminSaleAnswer).slug);
  await monitor.open();
  await expect(monitor.status).toContainText("Scheduled. Opens");
});
