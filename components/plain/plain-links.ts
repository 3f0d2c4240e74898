import { buyPath, localPath, locatePage, plainAccountPath, plainOrderPath, plainSignInPath } from "@/lib/domain";

/** The way without scripts to where a link of the product page's control leads, in the same language. */
export function plainHref(href: string, slug: string): string {
  const { locale, path } = locatePage(href);
  const order = /^\/orders\/([^/]+)(\/pay)?$/.exec(path);
  if (order?.[1] !== undefined) return plainOrderPath(order[1], order[2] === undefined ? {} : { page: "pay" }, locale);
  if (path.startsWith("/sign-in")) return plainSignInPath(buyPath(slug, {}, locale));
  return path === "/account" ? localPath(locale, plainAccountPath) : href;
}
