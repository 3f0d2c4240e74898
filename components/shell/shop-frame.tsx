import type { ReactNode } from "react";
import type { WordsFor } from "../words/provide-words";
import { GlobalBar } from "./global-bar";
import { SiteFooter } from "./site-footer";
import { SiteHeader } from "./site-header";
import { SkipLink } from "./skip-link";

interface ShopFrameProps {
  readonly say: WordsFor<"frame">;
  readonly children: ReactNode;
}

/** What stands around every shopper page. The page itself brings its `main` (components/ui/page-frame). */
export function ShopFrame({ say, children }: ShopFrameProps) {
  return (
    <>
      <SkipLink say={say} />
      <SiteHeader say={say} />
      <GlobalBar />
      {children}
      <SiteFooter say={say} />
    </>
  );
}
