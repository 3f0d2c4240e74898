import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import type { AdminSaleAnswer, SaleFields } from "../lib/domain";
import { EditorPage } from "./editor-page";
import { expect, test } from "./fixtures";
import { inEveryGuise } from "./in-every-guise";
import { ProductPage } from "./product-page";
import type { Shop } from "./shop";

// One marketer, one sale, one page: made, guarded, met by somebody else, changed while shoppers buy.

const dayMs = 86_400_000;

function newSlug(): string {
  return `editor-${randomBytes(4).toString("hex")}`;
}

/** A photograph, wider than the shop shows it. */
function photograph(): Promise<Buffer> {
  return sharp({ create: { width: 1_600, height: 1_000, channels: 3, background: "#a05a2c" } })
    .jpeg()
    .toBuffer();
}

/** A draft that has nothing against it, made by the API a week and a half ahead, at noon. */
async function makeDraft(page: Page, shop: Shop, wish: Partial<SaleFields> = {}): Promise<AdminSaleAnswer> {
  const slug = newSlug();
  const startsAtMs = Math.floor(Date.now() / dayMs) * dayMs + 10 * dayMs + dayMs / 2;
  const reply = await page.request.post("/api/admin/sales", {
    headers: { origin: shop.origin },
    data: {
      slug,
      title: `Lamp ${slug}`,
      description: "A lamp of folded aluminium.",
      images: [{ url: "/products/aurora-desk-lamp.svg", alt: "A desk lamp of folded aluminium" }],
      items: [{ sku: slug, name: "One size", stock: 10 }],
      price: { minor: 7_900, currency: "EUR" },
      regularPrice: { minor: 12_900, currency: "EUR" },
      startsAt: new Date(startsAtMs).toISOString(),
      endsAt: new Date(startsAtMs + 3_600_000).toISOString(),
      timeZone: "Europe/Berlin",
      ...wish,
    },
  });
  expect(reply.status(), await reply.text()).toBe(201);
  return reply.json();
}

async function readSale(page: Page, slug: string): Promise<AdminSaleAnswer> {
  return (await page.request.get(`/api/admin/sales/${slug}`)).json();
}

test("a sale from nothing: typed, photographed, previewed, reviewed, scheduled", async ({ page, shop }) => {
  await shop.signInAs(page, "marketer");
  const editor = new EditorPage(page);
  await editor.openNew();
  const title = `Café ${newSlug()}`;
  const slug = title.toLowerCase().replace("é", "e").replace(" ", "-");

  await test.step("a title and a price make a draft that saves itself and has an address", async () => {
    await editor.type("Title", title);
    await expect(editor.field("Slug")).toHaveValue(slug);
    await expect(editor.bar).toContainText("not saved");
    await editor.type("Price", "7,99");
    await editor.saved();
    await expect(page).toHaveURL(`/admin/sales/${slug}`);
    await expect(editor.bar).toBeHidden();
  });

  await test.step("stock, time and prices as people write them", async () => {
    await editor.type("Units", "20");
    await editor.type("Regular price", "€ 79,90");
    await expect(editor.field("Regular price")).toHaveValue("79.90");
    await expect.poll(() => editor.saidOf("Price")).toContain("A decimal slip?");
    await editor.field("Time zone").fill("berl");
    await page.getByRole("option", { name: /Europe\/Berlin/ }).click();
    await editor.type("Start", "24 Dec 2027 7 pm");
    await expect(editor.field("Start")).toHaveValue("2027-12-24 19:00");
    await expect(page.getByText("= Fri 24 Dec, 19:00 Berlin")).toBeVisible();
    await editor.type("Length", "90");
    await expect(editor.field("Length")).toHaveValue("1 h 30 min");
  });

  await test.step("a picture is sent, described and cropped by keyboard", async () => {
    const file = { name: "lamp.jpg", mimeType: "image/jpeg", buffer: await photograph() };
    await page.getByLabel("Add pictures").setInputFiles([file, { ...file, name: "notes.txt", mimeType: "text/plain" }]);
    await expect(page.getByText("notes.txt: This is no JPEG, PNG, WebP or AVIF picture.")).toBeVisible();
    await page.getByRole("button", { name: "Remove, picture 2" }).click();
    await page.getByRole("button", { name: "Crop… picture 1" }).click();
    const dialog = page.getByRole("dialog", { name: "Crop lamp.jpg" });
    await dialog.getByLabel("Size").focus();
    await page.keyboard.press("Home");
    await dialog.getByLabel("Left to right").focus();
    await page.keyboard.press("Home");
    const sending = page.waitForRequest(/uploads\?.*crop=0%2C\d+%2C360%2C450/);
    await dialog.getByRole("button", { name: "Use this part" }).click();
    await sending;
    await editor.type("What picture 1 shows", "A lamp on a brown ground");
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    await editor.saved();
    await expect.poll(async () => (await readSale(page, slug)).images.length).toBe(1);
  });

  await test.step("the preview draws the shop's own page in each state", async () => {
    const drawing = page.frameLocator("iframe");
    for (const [state, control] of [
      ["Upcoming", /^Opens/],
      ["Live", "Buy now · €7.99"],
      ["All held", "All held · Join return line"],
      ["Paused", "Paused"],
    ] as const) {
      await editor.preview.getByRole("radio", { name: state, exact: true }).check();
      await expect(drawing.locator("[data-act]")).toHaveText(control);
      await expect(drawing.locator("h1")).toHaveText(title);
    }
  });

  await test.step("what looks like a slip must be typed once more; then it is scheduled", async () => {
    await editor.saved();
    await page.keyboard.press("Control+Enter");
    await expect(editor.sheet).toContainText("Fri 24 Dec 2027, 20:30 Berlin (UTC+01:00)");
    // The shop under test has its tools on, which the verdict says; that is about the shop, and it can be asked again.
    await expect(editor.sheet.getByRole("status", { name: "Verdict" })).toHaveText("Not ready");
    await editor.sheet.getByRole("button", { name: "Retry, Test tools" }).click();
    const schedule = editor.sheet.getByRole("button", { name: /^Schedule/ });
    // It says why it cannot be pressed yet; Playwright's click would wait for it.
    await schedule.press("Enter");
    await expect(editor.sheet.getByRole("status", { name: "Publishing" })).toContainText("Type the price once more");
    await editor.sheet.getByLabel("Type the price once more").fill("79.9");
    await expect(editor.sheet).toContainText("This is €79.90; the sale says €7.99.");
    await editor.sheet.getByLabel("Type the price once more").fill("7.99");
    await schedule.click();
    await expect(editor.sheet.getByRole("link", { name: "Watch live" })).toBeVisible();
    await expect(editor.sheet).toContainText("Scheduled");
    expect(await readSale(page, slug)).toMatchObject({ phase: "scheduled", startsAt: "2027-12-24T18:00:00.000Z" });
  });

  await test.step("shoppers see it", async () => {
    const product = new ProductPage(page, slug);
    await product.open();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(product.panel).toHaveAttribute("data-phase", "scheduled");
  });
});

test("every guard speaks at its control, and what cannot be read is never stored", async ({ page, shop }) => {
  await shop.signInAs(page, "marketer");
  const taken = await makeDraft(page, shop);
  const sale = await makeDraft(page, shop);
  const editor = new EditorPage(page);
  await editor.open(sale.slug);
  const says = (label: string, text: string | RegExp) => expect.poll(() => editor.saidOf(label)).toMatch(text);

  await test.step("times that do not exist or exist twice", async () => {
    await editor.type("Start", "2027-03-28 02:30");
    await says("Start", /does not exist/);
    const ways = page.getByRole("group", { name: "The clocks are put forward over this time" });
    await expect(ways.getByRole("button")).toHaveText(["01:30 (UTC+01:00)", "03:30 (UTC+02:00)"]);
    await ways.getByRole("button", { name: /^03:30/ }).click();
    await expect(editor.field("Start")).toHaveValue("2027-03-28 03:30");
    await editor.type("Start", "2027-10-31 02:30");
    await says("Start", /show this time twice/);
    await page.getByRole("button", { name: /^The second 02:30/ }).click();
    await expect(page.getByText(/^= Sun 31 Oct, 02:30 Berlin/)).toBeVisible();
    await says("Start", /starts at the second, UTC\+01:00/);
  });

  await test.step("blocks", async () => {
    await says("End", /must be after the start/);
    await editor.type("Start", "2020-01-01 12:00");
    await says("Start", /in the past/);
    await editor.type("Price", "129");
    await says("Price", /not below the regular price/);
    await editor.type("Price", "cheap");
    await says("Price", /no amount of EUR/);
    await editor.type("Units", "2");
    await editor.type("Limit per account", "3");
    await says("Limit per account", /the stock is only 2/);
    await editor.type("Units", "0");
    await expect(page.getByText(`There is no stock of ${sale.slug}.`)).toBeVisible();
    await editor.type("Minutes to pay", "61");
    await says("Minutes to pay", /From 1 to 60 minutes/);
    await editor.type("What picture 1 shows", "");
    await says("What picture 1 shows", /Describe the picture/);
    await page.getByRole("button", { name: "Remove, picture 1" }).click();
    await expect(page.getByText("There is no picture. Add one.")).toBeVisible();
    await editor.type("Slug", taken.slug);
    await says("Slug", /There is a sale with the slug/);
    await page.getByRole("radio", { name: /^Draw/ }).check();
    await expect(page.getByText(/Admission by draw is not available yet/)).toBeVisible();
  });

  await test.step("saving by hand shows what is left, as links to the controls", async () => {
    await page.keyboard.press("Control+s");
    const summary = page.getByRole("region", { name: "What cannot be saved yet" });
    await expect(summary).toBeFocused();
    await summary.getByRole("link", { name: /^Price/ }).click();
    await expect(editor.field("Price")).toBeFocused();
    expect(await readSale(page, sale.slug)).toMatchObject({ slug: sale.slug, price: { minor: 7_900 } });
  });

  await test.step("discarding goes back to what is stored; warnings stop nothing", async () => {
    await editor.bar.getByRole("button", { name: "Discard" }).click();
    await editor.open(sale.slug);
    await editor.type("Start", "2028-02-01 03:00");
    await says("Start", /AM or PM/);
    await editor.type("End", "2028-02-09 23:59");
    await says("End", /longer than 72 hours.* Did you mean/);
    await editor.type("Lowest of 30 days", "70");
    await says("Price", /above the lowest of the last 30 days/);
    await editor.saved();
    expect(await readSale(page, sale.slug)).toMatchObject({ startsAt: "2028-02-01T02:00:00.000Z" });
  });
});

test("two marketers edit one sale: nothing typed is lost, and what both changed is chosen", async ({
  page,
  shop,
  browser,
}) => {
  await shop.signInAs(page, "marketer", 1);
  const sale = await makeDraft(page, shop);
  const other = await (await browser.newContext()).newPage();
  await shop.signInAs(other, "marketer", 2);
  const [mine, theirs] = [new EditorPage(page), new EditorPage(other)];
  await mine.open(sale.slug);
  await theirs.open(sale.slug);

  await theirs.type("Price", "75");
  await theirs.type("Units", "30");
  await theirs.saved();
  await mine.type("Price", "69");
  await mine.type("Title", "Typed here");
  const meeting = page.getByRole("alert").filter({ hasText: "saved at" });
  await expect(meeting).toContainText("Marketer 2 saved at");
  await expect(meeting).toContainText("Taken over here: items.");
  await expect(mine.field("Units")).toHaveValue("30");
  const dispute = meeting.getByRole("region", { name: "Price" });
  await expect(dispute).toContainText("€69");
  await expect(dispute).toContainText("€75");
  expect(await readSale(page, sale.slug)).toMatchObject({ title: sale.title, price: { minor: 7_500 } });

  await dispute.getByRole("button", { name: "Keep mine, Price" }).click();
  await mine.saved();
  expect(await readSale(page, sale.slug)).toMatchObject({
    title: "Typed here",
    price: { minor: 6_900 },
    items: [{ stock: 30 }],
  });
  await other.context().close();
});

test("while shoppers buy: what is locked says why, the rest is changed by hand and says what it does", async ({
  page,
  shop,
}) => {
  const sale = await shop.seed("live-plenty");
  await shop.signInAs(page, "marketer");
  const editor = new EditorPage(page);
  await editor.open(sale.slug);

  await expect(editor.field("Price")).toHaveAttribute("readonly");
  await expect.poll(() => editor.saidOf("Price")).toContain("cannot change while the sale is live");
  const before = await readSale(page, sale.slug);
  await editor.type("Units", "103");
  await expect(editor.bar).toContainText("3 more of");
  await expect(editor.bar).toContainText("can be bought at once");

  await test.step("leaving warns", async () => {
    const asked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
  });

  expect(await readSale(page, sale.slug)).toMatchObject({ version: before.version });
  await editor.bar.getByRole("button", { name: "Save changes" }).click();
  await expect(editor.state).toHaveText("Saved");
  const after = await readSale(page, sale.slug);
  expect(after.items.map(({ stock }) => stock)).toEqual([103]);

  await test.step("it is copied with another start and the same length", async () => {
    await page.getByRole("button", { name: "Duplicate…" }).click();
    const dialog = page.getByRole("dialog", { name: /^Duplicate/ });
    await dialog.getByLabel(/^New start/).fill("2027-12-24 19:00");
    await dialog.getByRole("button", { name: "Duplicate", exact: true }).click();
    await page.waitForURL((url) => url.pathname !== `/admin/sales/${sale.slug}`);
    await expect(editor.field("Start")).toHaveValue("2027-12-24 19:00");
    const copy = await readSale(page, new URL(page.url()).pathname.split("/").at(-1) ?? "");
    const length = (one: AdminSaleAnswer) => Date.parse(one.endsAt) - Date.parse(one.startsAt);
    expect(length(copy)).toBe(length(before));
  });
});

test("by keyboard alone on a phone: a draft is changed, previewed, reviewed and scheduled", async ({ page, shop }) => {
  await shop.signInAs(page, "marketer");
  const sale = await makeDraft(page, shop);
  await page.setViewportSize({ width: 360, height: 740 });
  const editor = new EditorPage(page);
  await editor.open(sale.slug);
  await expect(editor.preview).toBeHidden();
  await editor.field("Title").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("A lamp by keys");
  await page.keyboard.press("Control+s");
  await editor.saved();

  await page.getByRole("link", { name: "Preview", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.frameLocator("iframe").locator("h1")).toHaveText("A lamp by keys");
  await page.getByRole("radio", { name: "Upcoming" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.frameLocator("iframe").locator("[data-act]")).toHaveText("Buy now · €79");
  await page.getByRole("link", { name: "Form", exact: true }).focus();
  await page.keyboard.press("Enter");

  await page.keyboard.press("Control+Enter");
  const schedule = editor.sheet.getByRole("button", { name: /^Schedule/ });
  await expect(editor.sheet.getByRole("status", { name: "Verdict" })).toHaveText(/ready/i);
  await schedule.focus();
  await page.keyboard.press("Enter");
  await expect(editor.sheet.getByRole("link", { name: "Watch live" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(editor.sheet).toBeHidden();
  expect(await readSale(page, sale.slug)).toMatchObject({ phase: "scheduled", title: "A lamp by keys" });
});

test("the editor, its errors and its review, in both widths and themes", async ({ page, shop }) => {
  await shop.signInAs(page, "marketer");
  const sale = await makeDraft(page, shop, { price: { minor: 1_290, currency: "EUR" } });
  const editor = new EditorPage(page);
  await editor.open(sale.slug);
  await editor.type("Start", "2027-10-31 02:30");
  await editor.type("Price", "");
  await inEveryGuise(page, "editor", () => expect(editor.field("Title")).toBeVisible());
  await editor.bar.getByRole("button", { name: "Discard" }).click();
  await editor.review();
  await inEveryGuise(page, "review", () => expect(editor.sheet).toBeVisible());
});
