import type { Locator, Page } from "@playwright/test";
import { checkAccessibility } from "./check-accessibility";
import { expect, test } from "./fixtures";
import { ProductPage } from "./product-page";
import type { Shop } from "./shop";

const minute = 60_000;

/** Moves the focus forward as the Tab key does, until it is on what is looked for. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error("the Tab key never leads there");
}

/** Whoever looks must see where the focus is. */
async function expectFocusShown(target: Locator): Promise<void> {
  await expect(target).toBeFocused();
  const outline = await target.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth);
  });
  expect(outline, "the focus has an outline").toBeGreaterThanOrEqual(2);
}

test("by keyboard alone: from the listing to the paid order", async ({ page, shop }) => {
  const sale = await shop.seed("live-plenty");
  await shop.signIn(page, sale.shopper.cookie);
  const product = new ProductPage(page, sale.slug);
  await page.goto("/");

  await test.step("the first stop leads past the header", async () => {
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
    await page.keyboard.press("Enter");
  });
  await test.step("the sale is opened from the list", async () => {
    const link = page.locator(`a[href="/sales/${sale.slug}"]`).first();
    await tabTo(page, link);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/sales/${sale.slug}`);
  });
  await test.step("Buy is pressed, and the dialog says what became of it", async () => {
    const buy = product.control(/^Buy now/);
    await tabTo(page, buy);
    await expectFocusShown(buy);
    await page.keyboard.press("Enter");
    await expect(product.dialog).toBeVisible();
    await expect(product.dialog.getByRole("heading", { level: 2 })).toBeFocused();
    await expect(product.panel).toHaveAttribute("data-attempt", "reserved");
  });
  await test.step("Escape hides it, and the focus is back on the control, which shows it again", async () => {
    await page.keyboard.press("Escape");
    await expect(product.dialog).toBeHidden();
    await expect(product.control(/^Pay now/)).toBeFocused();
  });
  await test.step("the payment is made", async () => {
    await page.keyboard.press("Enter");
    await page.waitForURL("**/orders/*/pay");
    const pay = page.getByRole("button", { name: "Pay €79" });
    await tabTo(page, pay);
    await expectFocusShown(pay);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Paid. It is yours.");
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  });
});

test("ten minutes before the start to the end: few words are spoken, and the focus stays", async ({ page, shop }) => {
  const sale = await shop.seed("upcoming-2d");
  await goToBeforeStart(page, shop, sale.slug, 10.5 * minute);
  await recordSpoken(page);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.clock.install();
  const product = new ProductPage(page, sale.slug);
  await product.open();
  const control = page.locator("[data-act]").first();
  await expect(control).toHaveText(/^(Opens|Sign in now)/);
  await expect(product.clock).toContainText(/10:\d\d/);
  await control.focus();
  const focused = await page.evaluateHandle(() => document.activeElement);
  const expectSameFocus = async (when: string) =>
    expect(await page.evaluate((element) => element === document.activeElement, focused), when).toBe(true);

  // Each step passes one of the moments at which the page speaks, and the last one the start.
  for (const [secondsBefore, sentence] of [
    [9.5 * 60, /10 minutes/],
    [4.5 * 60, /5 minutes/],
    [50, /1 minute/],
    [25, /30 seconds/],
    [8, /10 seconds/],
    [-1, /The sale is open/],
  ] as const) {
    await goToBeforeStart(page, shop, sale.slug, secondsBefore * 1_000, page);
    await expect(page.getByRole("status", { name: "Sale status" })).toHaveText(sentence);
    await expectSameFocus(`${secondsBefore} s before the start`);
  }
  await expect(product.panel).toHaveAttribute("data-phase", "live");
  const spoken = await spokenOf(page);
  expect(spoken.length, spoken.join(" | ")).toBeLessThanOrEqual(7);
  expect(spoken.length).toBeGreaterThanOrEqual(6);

  await shop.timeTravel(page, 30 * minute);
  await expect(product.panel).toHaveAttribute("data-phase", "ended");
  await expectSameFocus("after the end");
});

test("what only stands before the start is not taken from under somebody's fingers", async ({ page, shop }) => {
  const sale = await shop.seed("upcoming-60s");
  await page.clock.install();
  const product = new ProductPage(page, sale.slug);
  await product.open();
  const link = page.getByRole("link", { name: "Add the start to your calendar" });
  await expect(product.panel).toHaveAttribute("data-phase", "scheduled");
  await link.focus();
  await shop.timeTravel(page, 61_000);
  await expect(product.panel).toHaveAttribute("data-phase", "live");
  await expect(link).toBeFocused();
  // It goes with the focus.
  await page.keyboard.press("Tab");
  await expect(link).toBeHidden();
});

for (const motion of ["reduce", "no-preference"] as const) {
  test(`the opening with prefers-reduced-motion: ${motion}`, async ({ page, shop }) => {
    const sale = await shop.seed("upcoming-60s");
    await page.emulateMedia({ reducedMotion: motion });
    await recordMotion(page);
    await page.clock.install();
    const product = new ProductPage(page, sale.slug);
    await product.open();
    await expect(product.panel).toHaveAttribute("data-phase", "scheduled");
    await shop.timeTravel(page, 61_000);
    await expect(product.panel).toHaveAttribute("data-phase", "live");
    const moved = async () => (await motionsOf(page)).filter((one) => one.ms > 1);
    if (motion === "reduce") expect(await moved()).toEqual([]);
    // The same eyes see it move where nobody asked for stillness.
    else await expect.poll(async () => (await moved()).length).toBeGreaterThan(0);
  });
}

test("forced colours keep every state to be told apart", async ({ page, shop }) => {
  await page.emulateMedia({ forcedColors: "active" });
  for (const scenario of ["live-plenty", "held", "sold-out", "paused", "cancelled"] as const) {
    const sale = await shop.seed(scenario);
    const product = new ProductPage(page, sale.slug);
    await product.open();
    const control = page.locator("[data-act]").first();
    await expect(control).toBeVisible();
    expect(await borderOf(control), `${scenario}: the control has an edge`).toBeGreaterThan(0);
    expect(await borderOf(product.panel), `${scenario}: the panel has an edge`).toBeGreaterThan(0);
    await checkAccessibility(page);
    await test.info().attach(`forced-${scenario}`, { body: await page.screenshot(), contentType: "image/png" });
  }
});

for (const [name, width, zoom] of [
  ["1280 px at 200 %", 640, 2],
  ["1280 px at 400 %", 320, 4],
] as const) {
  test.describe(`with the width of ${name}`, () => {
    test.use({ viewport: { width, height: 256 * (4 / zoom) }, deviceScaleFactor: zoom });

    test("everything can be reached without scrolling sideways", async ({ page, shop }) => {
      const held = await shop.seed("hold-2min");
      const live = await shop.seed("live-plenty");
      await shop.signIn(page, held.shopper.cookie);
      for (const path of [
        "/",
        `/sales/${live.slug}`,
        `/zh/sales/${live.slug}`,
        `/sales/${held.slug}/line`,
        `/orders/${held.orderId}/pay`,
        `/orders/${held.orderId}`,
        "/account",
        "/sign-up",
      ]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wide, `${path} reaches beyond the right edge`).toBeLessThanOrEqual(0);
        expect(await hiddenControls(page), `${path}: controls beyond the edges`).toEqual([]);
        await test.info().attach(`${path} at ${name}`, { body: await page.screenshot(), contentType: "image/png" });
      }
    });
  });
}

/** To so many milliseconds before a sale's start; an open page goes along. */
async function goToBeforeStart(page: Page, shop: Shop, slug: string, ms: number, open?: Page): Promise<void> {
  const state = await (await page.request.get(`/api/sales/${slug}/state`)).json();
  const { now } = await (await page.request.get("/api/time")).json();
  const wait = Math.round(Date.parse(state.startsAt) - now - ms);
  if (open === undefined) await shop.moveClock({ advanceMs: wait });
  else await shop.timeTravel(open, wait);
}

/** What screen readers are given to say by themselves: each new text of a live region. */
async function recordSpoken(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const spoken: string[] = [];
    Reflect.set(window, "spoken", spoken);
    const last = new Map<Element, string>();
    const live = '[role="status"], [role="alert"], [role="log"], [aria-live="polite"], [aria-live="assertive"]';
    new MutationObserver(() => {
      for (const region of document.querySelectorAll(live)) {
        const text = region.textContent?.trim() ?? "";
        if (text === (last.get(region) ?? "")) continue;
        last.set(region, text);
        if (text !== "") spoken.push(text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

function spokenOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => Reflect.get(window, "spoken"));
}

interface Motion {
  readonly what: string;
  readonly ms: number;
}

/** Animations and transitions as they begin, with how long they take. */
async function recordMotion(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const motions: { what: string; ms: number }[] = [];
    Reflect.set(window, "motions", motions);
    const note = (event: Event) => {
      for (const animation of document.getAnimations()) {
        const { duration } = animation.effect?.getComputedTiming() ?? {};
        motions.push({ what: event.type, ms: typeof duration === "number" ? duration : 0 });
      }
    };
    document.addEventListener("animationstart", note, true);
    document.addEventListener("transitionrun", note, true);
  });
}

function motionsOf(page: Page): Promise<readonly Motion[]> {
  return page.evaluate(() => Reflect.get(window, "motions"));
}

function borderOf(target: Locator): Promise<number> {
  return target.evaluate((element) => {
    const { borderTopWidth, borderTopStyle } = getComputedStyle(element);
    return borderTopStyle === "none" ? 0 : Number.parseFloat(borderTopWidth);
  });
}

/**
 * Links, buttons and fields of which a part lies left or right of the page. What only screen readers find does not count, nor
 * what lies in a row that scrolls by itself.
 */
function hiddenControls(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("a, button, input, select, textarea")]
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .filter((control) => {
        for (let around = control.parentElement; around !== null; around = around.parentElement) {
          if (["auto", "scroll"].includes(getComputedStyle(around).overflowX)) return false;
        }
        return true;
      })
      .filter((control) => {
        const { left, right, width } = control.getBoundingClientRect();
        return width > 2 && (left < -1 || right > window.innerWidth + 1);
      })
      .map((control) => control.outerHTML.slice(0, 120)),
  );
}
