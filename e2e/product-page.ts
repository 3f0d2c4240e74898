import type { Locator, Page } from "@playwright/test";

/** The product page by its stable names. */
export class ProductPage {
  readonly panel: Locator;
  readonly clock: Locator;
  readonly dialog: Locator;

  constructor(
    readonly page: Page,
    readonly slug: string,
  ) {
    this.panel = page.locator("[data-phase]").first();
    this.clock = page.getByRole("timer", { name: "Sale clock" });
    this.dialog = page.getByRole("dialog", { name: "You are in line" });
  }

  async open(): Promise<void> {
    await this.page.goto(`/sales/${this.slug}`);
  }

  /** The one buy control; at 360 px it may be shown a second time in a bar at the bottom. */
  control(name: string | RegExp): Locator {
    const named = { name };
    return this.page.getByRole("button", named).or(this.page.getByRole("link", named)).first();
  }
}
