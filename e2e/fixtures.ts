import { test as base, expect } from "@playwright/test";
import { Shop } from "./shop";

interface Fixtures {
  readonly shop: Shop;
  /** Runs with every test: a console error, a page error or a hydration warning fails it. */
  readonly quietConsole: undefined;
  /** What a test provokes on purpose. */
  readonly provoked: RegExp | null;
}

/** What the browser itself logs about a refusal the test asked for is no error of the page. */
const refusals = /Failed to load resource: the server responded with a status of (4\d\d|503)/;

export const test = base.extend<Fixtures>({
  provoked: [null, { option: true }],
  shop: async ({ playwright, baseURL }, use) => {
    const origin = baseURL ?? "";
    // A context of its own: the test tools' cookies are not the browser's.
    const request = await playwright.request.newContext({ baseURL: origin });
    const shop = new Shop(request, origin);
    await use(shop);
    await shop.moveClock({ offsetMs: 0 });
    await request.dispose();
  },
  quietConsole: [
    async ({ context, provoked }, use) => {
      const noise: string[] = [];
      const expected = (text: string) => refusals.test(text) || provoked?.test(text) === true;
      context.on("console", (message) => {
        const loud = message.type() === "error" || message.type() === "warning";
        if (loud && !expected(message.text())) noise.push(message.text());
      });
      context.on("weberror", (error) => noise.push(String(error.error())));
      await use(undefined);
      expect(noise, "the browser's console stays quiet").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
