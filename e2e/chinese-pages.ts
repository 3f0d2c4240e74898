import { expect, type Page } from "@playwright/test";
import { checkAccessibility } from "./check-accessibility";

/** What people, shops and browsers are called; the marketer's own texts are in one language. */
const names =
  /Zerohour|Aurora desk lamp|One size|English|JavaScript|Ana Shopper|[\w.+-]+@[\w.-]+|ZH-\d+|UTC|Berlin|Chrome(?:OS)?|Linux/g;

/** Looks at a Chinese page as a Chinese reader does: language, links, room, and no word of English. */
export async function checkChinese(page: Page, allowed: readonly string[] = []): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await checkAccessibility(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide, "nothing reaches beyond the edge").toBeLessThanOrEqual(0);
  expect(await readEnglish(page, allowed)).toEqual([]);
  expect(await strayLinks(page)).toEqual([]);
}

/** What is in Latin letters on the page, seen or heard, outside of what a marketer wrote. */
async function readEnglish(page: Page, allowed: readonly string[]): Promise<string[]> {
  const given = [...allowed, ...(await listedTitles(page))].sort((one, other) => other.length - one.length);
  const heard = await page.evaluate(() =>
    [...document.querySelectorAll("body [aria-label], body [title], body [aria-valuetext]")].flatMap((part) =>
      ["aria-label", "title", "aria-valuetext"].map((name) => part.getAttribute(name) ?? ""),
    ),
  );
  // biome-ignore lint/performance/useDomNodeTextContent: only what is rendered counts; hidden words are in no language a reader meets
  const seen = await page.locator("body").innerText();
  return [seen, ...heard]
    .map((text) => given.reduce((rest, word) => rest.replaceAll(word, ""), text).replaceAll(names, ""))
    .flatMap((text) => text.match(/[A-Za-z]{2,}[A-Za-z ,.]*/g) ?? []);
}

/** What other sales are called, which lists and pages name. */
async function listedTitles(page: Page): Promise<readonly string[]> {
  const reply = await page.request.get("/api/sales");
  const { sales }: { readonly sales: readonly { readonly title: string }[] } = await reply.json();
  return sales.map(({ title }) => title);
}

/** Links to pages of the shop that leave the language; files and pages without scripts have none. */
async function strayLinks(page: Page): Promise<string[]> {
  const links = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>("a[href]:not([hreflang])")]
      .filter((link) => link.origin === location.origin && link.closest("noscript") === null)
      .map((link) => link.pathname),
  );
  return links.filter((path) => !/^\/zh(\/|$)/.test(path) && !/\.ics$|^\/api\//.test(path));
}

/** What the marketer wrote of the sale, in the one language it is written in. */
export async function marketersText(page: Page): Promise<readonly string[]> {
  const paragraphs = await page.getByRole("region", { name: "商品介绍" }).getByRole("paragraph").allInnerTexts();
  return paragraphs.map((text) => text.trim()).filter((text) => text !== "");
}
