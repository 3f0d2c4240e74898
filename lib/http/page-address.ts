import type { IncomingHttpHeaders } from "node:http";
import { isSlug } from "../domain";

/** A page of everybody's: the listing, or a sale's page or line; `unknown` cannot be a sale's address. */
export type PageAddress =
  | { readonly word: "listing"; readonly path: "/" }
  | { readonly word: "sale"; readonly path: string; readonly slug: string }
  | { readonly word: "unknown" };

const listing: PageAddress = { word: "listing", path: "/" };
const unknown: PageAddress = { word: "unknown" };
const salesPrefix = "/sales/";
const lineSuffix = "/line";

/** Which page an address names; null for every other address of the shop. */
export function readPageAddress(pathname: string): PageAddress | null {
  if (pathname === "/") return listing;
  if (!pathname.startsWith(salesPrefix)) return null;
  // A sale may be called "line".
  const isLine = pathname.endsWith(lineSuffix) && pathname.length >= salesPrefix.length + lineSuffix.length;
  const segment = pathname.slice(salesPrefix.length, isLine ? -lineSuffix.length : undefined);
  // Files beside a sale's page, and addresses with a slash too many, are the framework's business.
  if (segment === "" || segment.includes("/")) return null;
  // The caller has refused escapes that are no text.
  const slug = segment.includes("%") ? decodeURIComponent(segment) : segment;
  if (!isSlug(slug)) return unknown;
  return { word: "sale", path: `${salesPrefix}${slug}${isLine ? lineSuffix : ""}`, slug };
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
