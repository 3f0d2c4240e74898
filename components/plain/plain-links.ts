import { buyPath, plainAccountPath, plainOrderPath, plainSignInPath } from "@/lib/domain";

/** The way without scripts to where a link of the product page's control leads. */
export function plainHref(href: string, slug: string): string {
  const order = /^\/orders\/([^/]+)(\/pay)?$/.exec(href);
  if (order?.[1] !== undefined) return plainOrderPath(order[1], order[2] === undefined ? {} : { page: "pay" });
  if (href.startsWith("/sign-in")) return plainSignInPath(buyPath(slug));
  return href === "/account" ? plainAccountPath : href;
}
