import { defineConfig } from "@playwright/test";

// Run by `npm test e2e`, which names a browser, a free port and the report's file. The tests share one shop and its one
// clock, which they move, so they run one after the other.

const browser = process.env.PLAYWRIGHT_CHROMIUM;
const report = process.env.PLAYWRIGHT_REPORT;
const port = Number(process.env.E2E_PORT ?? 3100);

/** Chromium does not sandbox for root, and a test needs nothing from the network but the shop. */
const browserArguments = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  globalSetup: "./e2e/start-shop.ts",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ...(report === undefined ? [] : [["json", { outputFile: report }] as const])],
  use: {
    baseURL: `http://localhost:${port}`,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    launchOptions: { ...(browser === undefined ? {} : { executablePath: browser }), args: browserArguments },
  },
  projects: [
    { name: "shop", testIgnore: "empty-store.spec.ts" },
    // Hides every sale from everybody.
    { name: "empty store", testMatch: "empty-store.spec.ts", dependencies: ["shop"] },
  ],
});
