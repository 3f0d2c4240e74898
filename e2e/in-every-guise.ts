import { expect, type Page, test } from "@playwright/test";
import { checkAccessibility } from "./check-accessibility";

const widths = [360, 1280] as const;
const themes = ["light", "dark"] as const;

/** Looks at the page as it is in both widths and both themes. */
export async function inEveryGuise(page: Page, name: string, look: () => Promise<void>): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    for (const colorScheme of themes) {
      await test.step(`${width} px, ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await look();
        await checkAccessibility(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wide, "nothing reaches beyond the right edge").toBeLessThanOrEqual(0);
        await test.info().attach(`${name}-${width}-${colorScheme}`, {
          body: await page.screenshot({ fullPage: true }),
          contentType: "image/png",
        });
      });
    }
  }
}
