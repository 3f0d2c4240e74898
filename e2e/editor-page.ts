import { expect, type Locator, type Page } from "@playwright/test";

/** The sale editor by its names. */
export class EditorPage {
  readonly state: Locator;
  readonly bar: Locator;
  readonly sheet: Locator;
  readonly preview: Locator;

  constructor(readonly page: Page) {
    this.state = page.getByRole("status", { name: "Save state" });
    this.bar = page.getByRole("region", { name: "Save", exact: true });
    this.sheet = page.getByRole("dialog", { name: /^Review/ });
    this.preview = page.getByRole("region", { name: "Preview", exact: true });
  }

  async openNew(): Promise<void> {
    await this.page.goto("/admin/sales/new");
    await expect(this.field("Title")).toBeVisible();
  }

  async open(slug: string): Promise<void> {
    await this.page.goto(`/admin/sales/${slug}`);
    await expect(this.field("Title")).toBeVisible();
  }

  field(label: string | RegExp): Locator {
    return this.page.getByLabel(label, typeof label === "string" ? { exact: true } : {});
  }

  /** What a control says of itself: hint, error, warning, lock. */
  async saidOf(label: string): Promise<string> {
    const ids = ((await this.field(label).getAttribute("aria-describedby")) ?? "").split(" ").filter((id) => id !== "");
    const texts = await Promise.all(ids.map((id) => this.page.locator(`[id="${id}"]`).textContent()));
    return texts.join(" | ");
  }

  /** Types into a control and leaves it. */
  async type(label: string, text: string): Promise<void> {
    await this.field(label).fill(text);
    await this.field(label).blur();
  }

  async saved(): Promise<void> {
    await expect(this.state).toHaveText("Draft saved");
  }

  async review(): Promise<void> {
    await this.page.getByRole("button", { name: "Review…" }).click();
    await expect(this.sheet).toBeVisible();
    await expect(this.sheet.getByRole("status", { name: "Verdict" })).toHaveText(/^(Ready|Not ready)$/);
  }
}
