import type { ScenarioName } from "../lib/test-tools/scenarios";
import { expect, test } from "./fixtures";
import { inEveryGuise } from "./in-every-guise";
import { ProductPage } from "./product-page";

interface ProductState {
  readonly phase: string;
  readonly stock: string;
  readonly control: RegExp;
  /** What is heard of the panel: its state, what its time means, its clock, its button, and the sentence below. */
  readonly heard: readonly [chip: string, time: string, clock: string, button: string, sentence: string];
}

/** Every state of the product page, with what must be true of it. */
const productStates: readonly [ScenarioName, ProductState][] = [
  [
    "upcoming-60s",
    {
      phase: "scheduled",
      stock: "plenty",
      control: /^(Opens|Sign in)/,
      heard: ["Upcoming", "Opens", "^Opens in", "^(Opens|Sign in now to be ready)", ""],
    },
  ],
  [
    "upcoming-2d",
    {
      phase: "scheduled",
      stock: "plenty",
      control: /^Opens/,
      heard: ["Upcoming", "Opens", "^Opens in [12] day", "^Opens ", "The button switches on by itself"],
    },
  ],
  [
    "live-plenty",
    {
      phase: "live",
      stock: "plenty",
      control: /^Sign in to buy/,
      heard: ["Live", "Ends", "^Ends in", "^Sign in to buy$", "^Plenty left"],
    },
  ],
  [
    "live-last-3",
    {
      phase: "live",
      stock: "last",
      control: /^Sign in to buy/,
      heard: ["Live", "Ends", "^Ends in", "^Sign in to buy$", "^Last few"],
    },
  ],
  [
    "held",
    {
      phase: "live",
      stock: "held",
      control: /^(Sign in to buy|All held)/,
      heard: ["All held", "Ends", "^Ends in", "^All held", "Some are not paid yet"],
    },
  ],
  [
    "sold-out",
    {
      phase: "live",
      stock: "gone",
      control: /^Sold out/,
      heard: ["Sold out", "Ends", "^Ends in", "^Sold out$", "None can come back"],
    },
  ],
  [
    "paused",
    {
      phase: "paused",
      stock: "plenty",
      control: /^Paused/,
      heard: ["Paused", "Ends", "^Paused", "^Paused$", "Places and holds are kept"],
    },
  ],
  [
    "cancelled",
    {
      phase: "cancelled",
      stock: "plenty",
      control: /^Cancelled/,
      heard: ["Cancelled", "Was to open", "^Cancelled", "^Cancelled$", "Nobody is charged"],
    },
  ],
  [
    "ended-time",
    {
      phase: "ended",
      stock: "plenty",
      control: /^Ended/,
      heard: ["Ended", "Ended", "^Ended", "^Ended$", "The time is up"],
    },
  ],
  [
    "ended-sold-out",
    {
      phase: "ended",
      stock: "gone",
      control: /^Sold out/,
      heard: ["Sold out", "Ended", "^Sold out", "^Sold out$", "sold in"],
    },
  ],
];

/** The panel as a screen reader walks it, from its first word to the line that speaks. */
function heardTree([chip, time, clock, button, sentence]: ProductState["heard"]): string {
  return [
    '- region "Sale":',
    `  - text: ${chip}`,
    "  - paragraph:",
    `    - text: ${time}`,
    "    - time",
    `  - timer "Sale clock": /${clock}/`,
    `  - button /${button}/`,
    ...(sentence === "" ? [] : [`  - paragraph: /${sentence}/`]),
    '  - status "Sale status"',
  ].join("\n");
}

for (const [scenario, expected] of productStates) {
  test(`product page: ${scenario}`, async ({ page, shop }) => {
    const sale = await shop.seed(scenario);
    const product = new ProductPage(page, sale.slug);
    await product.open();
    await inEveryGuise(page, scenario, async () => {
      await expect(product.panel).toHaveAttribute("data-phase", expected.phase);
      await expect(product.panel).toHaveAttribute("data-stock", expected.stock);
      await expect(product.control(expected.control)).toBeVisible();
      await expect(product.panel).toMatchAriaSnapshot(heardTree(expected.heard));
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    });
  });
}

test("product page with a hold of one's own", async ({ page, shop }) => {
  const sale = await shop.seed("hold-2min");
  await shop.signIn(page, sale.shopper.cookie);
  const product = new ProductPage(page, sale.slug);
  await product.open();
  await inEveryGuise(page, "hold", async () => {
    await expect(product.panel).toHaveAttribute("data-attempt", "reserved");
    await expect(product.control(/^Pay now · held until/)).toBeVisible();
  });
});

test("the return line, from the held product page", async ({ page, shop }) => {
  const sale = await shop.seed("held");
  await shop.signIn(page, sale.shopper.cookie);
  const product = new ProductPage(page, sale.slug);
  await product.open();
  await product.control(/^All held · Join return line/).click();
  await expect(product.dialog).toBeVisible();
  await expect(product.dialog).toContainText("#1");
  await inEveryGuise(page, "line", () => expect(product.dialog).toBeVisible());
});

test("pay page and order page of a hold", async ({ page, shop }) => {
  const sale = await shop.seed("hold-2min");
  await shop.signIn(page, sale.shopper.cookie);
  await page.goto(`/orders/${sale.orderId}/pay`);
  await inEveryGuise(page, "pay", () => expect(page.getByRole("button", { name: "Pay €79" })).toBeVisible());
  await page.goto(`/orders/${sale.orderId}`);
  await inEveryGuise(page, "order", () => expect(page.getByRole("heading", { level: 1 })).toContainText("Waiting"));
});

test("account with an order", async ({ page, shop }) => {
  const sale = await shop.seed("hold-2min");
  await shop.signIn(page, sale.shopper.cookie);
  await page.goto("/account");
  await inEveryGuise(page, "account", () =>
    expect(page.getByRole("link", { name: /Aurora desk lamp/ }).first()).toBeVisible(),
  );
});

for (const path of ["/sign-in", "/sign-up", "/no-such-page"]) {
  test(`page ${path}`, async ({ page }) => {
    await page.goto(path);
    await inEveryGuise(page, path.slice(1), () => expect(page.getByRole("heading", { level: 1 })).toHaveCount(1));
  });
}

test("listing with sales in several phases", async ({ page, shop }) => {
  for (const scenario of ["live-plenty", "upcoming-60s", "held", "paused", "ended-sold-out", "cancelled"] as const) {
    await shop.seed(scenario);
  }
  await page.goto("/");
  await inEveryGuise(page, "listing", () =>
    expect(page.getByRole("link", { name: /Aurora desk lamp/ }).first()).toBeVisible(),
  );
});
