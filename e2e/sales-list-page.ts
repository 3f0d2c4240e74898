import { expect, type Locator, type Page } from "@playwright/test";

/** The admin's list of sales by its names. */
export class SalesListPage {
  readonly search: Locator;
  readonly tabs: Locator;
  readonly messages: Locator;

  constructor(readonly page: Page) {
    this.search = page.getByLabel("Title or slug");
    this.tabs = page.getByRole("navigation", { name: "Sales by state" });
    this.messages = page.getByRole("status", { name: "Messages" });
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/admin${query}`);
    await expect(this.page.getByRole("heading", { level: 1 })).toHaveText("Sales");
  }

  /** The row of a sale by its slug, which no other row has. */
  row(slug: string): Locator {
    return this.page.getByRole("row").filter({ hasText: slug });
  }

  /** Chooses an act from the menu of a row. */
  async act(slug: string, title: string): Promise<void> {
    await this.row(slug)
      .getByRole("button", { name: /^More for/ })
      .click();
    const act = { name: title, exact: true };
    await this.row(slug).getByRole("button", act).or(this.row(slug).getByRole("link", act)).click();
  }

  async count(tab: string): Promise<number> {
    const text = await this.tabs.getByRole("link", { name: new RegExp(`^${tab}`) }).textContent();
    return Number(/\d+$/.exec(text ?? "")?.[0] ?? Number.NaN);
  }
}
