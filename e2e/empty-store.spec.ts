import { checkAccessibility } from "./check-accessibility";
import { expect, test } from "./fixtures";

// Hides every sale, so it runs when the tests that look at sales are done.

test("an empty store says so and offers the way on", async ({ page, shop }) => {
  await shop.empty();
  await page.goto("/");
  await expect(page.getByText(/No sales right now/)).toBeVisible();
  await checkAccessibility(page);
});
