import { existsSync } from "node:fs";
import { installDebianPackage } from "./install.mjs";
import { ReadableError } from "./processes.mjs";
import { say } from "./say.mjs";

const systemBrowsers = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * The browser for the end-to-end tests: the one the user names, Playwright's own, the system's, or Debian's package,
 * installed now. Throws ReadableError with what to do otherwise.
 *
 * @returns {Promise<string>} path of the program
 */
export async function ensureBrowser() {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new ReadableError(`PLAYWRIGHT_CHROMIUM names ${named}, which is not there.`);
  }
  const { chromium } = await import("@playwright/test");
  const found = [chromium.executablePath(), ...systemBrowsers].find((path) => path !== "" && existsSync(path));
  if (found !== undefined) return found;
  const result = await installDebianPackage("chromium", say);
  const installed = systemBrowsers.find((path) => existsSync(path));
  if (installed !== undefined) return installed;
  const reason = typeof result === "object" ? ` (apt-get: ${result.failed})` : "";
  throw new ReadableError(
    `There is no Chromium for the browser tests${reason}: run "npx playwright install chromium", install Chromium or Chrome, or set PLAYWRIGHT_CHROMIUM to its path.`,
  );
}
