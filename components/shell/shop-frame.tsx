import type { ReactNode } from "react";
import { GlobalBar } from "./global-bar";
import { SiteFooter } from "./site-footer";
import { SiteHeader } from "./site-header";
import { SkipLink } from "./skip-link";

/** What stands around every shopper page. The page itself brings its `main` (components/ui/page-frame). */
export function ShopFrame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <SiteHeader />
      <GlobalBar />
      {children}
      <SiteFooter />
    </>
  );
}
