import type { IncomingHttpHeaders } from "node:http";
import { defaultLocale, isSlug, type Locale, localPath, locatePage } from "../domain";

/** A page of everybody's, in a language: the listing, or a sale's page or line; `unknown` cannot be a sale's address. */
export type PageAddress =
  | { readonly word: "listing"; readonly locale: Locale; readonly path: string }
  | { readonly word: "sale"; readonly locale: Locale; readonly path: string; readonly slug: string }
  | { readonly word: "unknown"; readonly locale: Locale };

const salesPrefix = "/sales/";
const lineSuffix = "/line";

/**
 * The folders of the Chinese pages. The framework's page for unknown addresses speaks English, so what is in none of
 * these is answered before it, in Chinese.
 */
export const localFolders = [
  "account",
  "forgot-password",
  "orders",
  "plain",
  "reminders",
  "reset-password",
  "sales",
  "sign-in",
  "sign-up",
  "verify-email",
] as const;

/** Which page an address names; null for every other address of the shop. */
export function readPageAddress(pathname: string): PageAddress | null {
  const { locale, path } = locatePage(pathname);
  if (locale !== defaultLocale && path !== "/" && !localFolders.some((folder) => folder === path.split("/")[1])) {
    return { word: "unknown", locale };
  }
  // `/zh/` is not the address of a page; the framework leads to `/zh`.
  if (path === "/") return pathname === localPath(locale, "/") ? { word: "listing", locale, path: pathname } : null;
  if (!path.startsWith(salesPrefix)) return null;
  // A sale may be called "line".
  const isLine = path.endsWith(lineSuffix) && path.length >= salesPrefix.length + lineSuffix.length;
  const segment = path.slice(salesPrefix.length, isLine ? -lineSuffix.length : undefined);
  // Files beside a sale's page, and addresses with a slash too many, are the framework's business.
  if (segment === "" || segment.includes("/")) return null;
  // The caller has refused escapes that are no text.
  const slug = segment.includes("%") ? decodeURIComponent(segment) : segment;
  if (!isSlug(slug)) return { word: "unknown", locale };
  return { word: "sale", locale, path: localPath(locale, `${salesPrefix}${slug}${isLine ? lineSuffix : ""}`), slug };
}

/** Headers by which the framework's own scripts ask for a part of a page instead of the page. */
const partHeaders = [
  "rsc",
  "next-router-state-tree",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-action",
  "x-nextjs-data",
] as const;

/** Whether a request wants the page as people read it. The query does not matter: a static page does not see it. */
export function wantsWholePage(headers: IncomingHttpHeaders, search: string): boolean {
  return !partHeaders.some((name) => headers[name] !== undefined) && !search.includes("_rsc");
}
