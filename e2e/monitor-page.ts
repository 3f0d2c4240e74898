import { expect, type Locator, type Page } from "@playwright/test";

/** The live monitor by its names. */
export class MonitorPage {
  readonly status: Locator;
  readonly messages: Locator;
  readonly pause: Locator;
  readonly resume: Locator;

  constructor(
    readonly page: Page,
    readonly slug: string,
  ) {
    this.status = page.getByRole("status", { name: "Sale status" });
    this.messages = page.getByRole("status", { name: "Messages" });
    this.pause = page.getByRole("button", { name: "Pause now" });
    this.resume = page.getByRole("group", { name: "Steer the sale" }).getByRole("button", { name: "Resume" });
  }

  async open(): Promise<void> {
    await this.page.goto(`/admin/sales/${this.slug}/live`);
    await expect(this.page.getByTestId("stat-sold")).toBeVisible();
  }

  async shows(units: { readonly sold: number; readonly held: number; readonly left: number }): Promise<void> {
    const { sold, held, left } = units;
    await expect(this.page.getByTestId("stat-sold")).toHaveText(String(sold));
    await expect(this.page.getByTestId("stat-held")).toHaveText(String(held));
    await expect(this.page.getByTestId("stat-left")).toHaveText(String(left));
    const sum = `${sold} sold + ${held} held + ${left} left = ${sold + held + left}`;
    await expect(this.page.getByText(sum)).toContainText("adds up");
  }

  /** A part of the page by its heading. */
  part(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  /** Opens the sheet of an act. */
  async ask(act: string, sheet: RegExp): Promise<Locator> {
    await this.page.getByRole("button", { name: act, exact: true }).click();
    const dialog = this.page.getByRole("dialog", { name: sheet });
    await expect(dialog).toBeVisible();
    return dialog;
  }
}
