import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { ensureBrowser } from "../services/find-browser.mjs";
import { ReadableError } from "../services/processes.mjs";
import { projectPath } from "../services/project.mjs";
import { say } from "../services/say.mjs";

const imagesFolder = projectPath("docs/images");
const tall = { width: 1280, height: 1_280 };
const wide = { width: 1280, height: 860 };
const phone = { width: 360, height: 740 };
/** Flat colours: 128 of them look the same as all. */
const coloursMax = 128;

/** Open all day in a fresh demo, and the one to open within hours. */
const liveSlug = "aurora-desk-lamp";
const comingSlug = "ceramic-pour-over-set";

/**
 * @typedef {import("@playwright/test").Page} Page
 * @typedef {import("@playwright/test").Browser} Browser
 */

/**
 * @param {string} origin the shop's address, as it knows itself
 */
export async function takeScreenshots(origin) {
  await requirePhase(origin, liveSlug, "live");
  await requirePhase(origin, comingSlug, "scheduled");
  mkdirSync(imagesFolder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    await takeAll(browser, origin);
  } finally {
    await browser.close();
  }
}

/**
 * @param {Browser} browser
 * @param {string} origin
 */
async function takeAll(browser, origin) {
  const page = await openPage(browser, origin, wide, "light");
  await page.setViewportSize(tall);
  await page.goto("/");
  await keep(page, "listing");
  await page.setViewportSize(wide);
  await page.goto(`/sales/${comingSlug}`);
  await page.getByRole("timer", { name: "Sale clock" }).waitFor();
  await keep(page, "before-the-start");

  await signUp(page, origin);
  await page.goto(`/sales/${liveSlug}`);
  await page
    .getByRole("button", { name: /^Buy now/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog", { name: "You are in line" });
  await dialog.getByRole("link", { name: "Pay now" }).waitFor();
  await keep(page, "reserved");

  await dialog.getByRole("link", { name: "Pay now" }).click();
  await page.waitForURL(/\/pay$/);
  const pay = page.getByRole("button", { name: /^Pay €/ });
  await pay.waitFor();
  await keep(page, "pay");
  await pay.click();
  await page.getByRole("heading", { level: 1, name: /^Paid/ }).waitFor();
  await keep(page, "order");
  await page.context().close();

  const desk = await openPage(browser, origin, wide, "light");
  await signInAsMarketer(desk, origin);
  await desk.goto("/admin");
  await desk.getByRole("row").nth(1).waitFor();
  await keep(desk, "admin-sales");
  await desk.goto(`/admin/sales/${comingSlug}`);
  await desk.getByRole("heading", { name: "Preview" }).waitFor();
  await keep(desk, "admin-editor");
  await desk.goto(`/admin/sales/${liveSlug}/live`);
  await desk.getByTestId("stat-sold").waitFor();
  await keep(desk, "admin-monitor");
  await desk.context().close();

  const small = await openPage(browser, origin, phone, "dark");
  await small.goto(`/sales/${comingSlug}`);
  await small.getByRole("timer", { name: "Sale clock" }).waitFor();
  await keep(small, "phone-dark");
  await small.context().close();
}

/**
 * @param {string} origin
 * @param {string} slug
 * @param {string} phase
 */
async function requirePhase(origin, slug, phase) {
  const answer = await fetch(`${origin}/api/sales/${slug}/state`).catch(() => undefined);
  if (answer === undefined)
    throw new ReadableError(`No shop answers at ${origin}: run "npm start" first, or set SHOP.`);
  /** @type {{ phase?: string }} */
  const state = answer.ok ? /** @type {any} */ (await answer.json()) : {};
  if (state.phase !== phase) {
    throw new ReadableError(
      `The sale ${slug} is ${state.phase ?? "missing"}, not ${phase}: the pictures want a fresh demo.`,
    );
  }
}

/**
 * @param {Browser} browser
 * @param {string} origin
 * @param {{ width: number, height: number }} viewport
 * @param {"light" | "dark"} colorScheme
 */
async function openPage(browser, origin, viewport, colorScheme) {
  const context = await browser.newContext({
    baseURL: origin,
    viewport,
    colorScheme,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
  });
  return context.newPage();
}

/**
 * A shopper nobody has met, so that the limit per account is free.
 *
 * @param {Page} page
 * @param {string} origin
 */
async function signUp(page, origin) {
  const email = `ana-${randomBytes(4).toString("hex")}@example.com`;
  const answer = await page.request.post("/api/auth/sign-up/email", {
    data: { name: "Ana", email, password: randomBytes(12).toString("base64url") },
    headers: { origin },
  });
  if (!answer.ok()) throw new ReadableError(`The shop opened no account (${answer.status()}): ${await answer.text()}`);
}

/**
 * With the demo's own login, which only a shop with demo data tells.
 *
 * @param {Page} page
 * @param {string} origin
 */
async function signInAsMarketer(page, origin) {
  const told = await page.request.get("/api/demo");
  /** @type {{ accounts?: { role: string, email: string, password: string }[] }} */
  const { accounts = [] } = told.ok() ? await told.json() : {};
  const login = accounts.find(({ role }) => role === "marketer");
  if (login === undefined)
    throw new ReadableError("The shop tells no demo login of a marketer: the pictures want a demo.");
  const { email, password } = login;
  const answer = await page.request.post("/api/auth/sign-in/email", { data: { email, password }, headers: { origin } });
  if (!answer.ok())
    throw new ReadableError(`The marketer could not sign in (${answer.status()}): ${await answer.text()}`);
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function keep(page, name) {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForLoadState("networkidle");
  const picture = await page.screenshot({ animations: "disabled", caret: "hide" });
  const small = await compress(picture);
  writeFileSync(join(imagesFolder, `${name}.png`), small);
  say(`docs/images/${name}.png ${Math.round(small.length / 1_000)} kB`);
}

/**
 * Next brings sharp along where it can be installed; without it the pictures are about four times as large.
 *
 * @param {Buffer} picture
 * @returns {Promise<Buffer>}
 */
async function compress(picture) {
  const found = await import("sharp").catch(() => undefined);
  if (found === undefined) return picture;
  return found.default(picture).png({ palette: true, colours: coloursMax, effort: 10 }).toBuffer();
}
