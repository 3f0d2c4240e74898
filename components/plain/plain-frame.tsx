import type { ReactNode } from "react";
import { plainAccountPath } from "@/lib/domain";
import footerStyles from "../shell/site-footer.module.css";
import headerStyles from "../shell/site-header.module.css";
import { SkipLink } from "../shell/skip-link";
import { Wordmark } from "../shell/wordmark";
import { Frame } from "../ui/page-frame";
import type { WordsFor } from "../words/provide-words";

interface PlainFrameProps {
  readonly signedIn: boolean;
  readonly say: WordsFor<"frame">;
  readonly children: ReactNode;
}

const words = {
  main: "Main",
  sales: "Sales",
  orders: "Orders",
  signIn: "Sign in",
  about: "Few units, a fixed start, and a clock you can trust.",
  plain: "These pages work without JavaScript.",
};

/** What stands around a page for browsers without scripts: the shop's own frame, less what only scripts can do. */
export function PlainFrame({ signedIn, say, children }: PlainFrameProps) {
  return (
    <>
      <SkipLink say={say} />
      <header className={headerStyles.header}>
        <Frame className={headerStyles.row ?? ""}>
          <Wordmark locale={say.locale} />
          <nav className={headerStyles.links} aria-label={words.main}>
            <a href="/" className={headerStyles.link}>
              {words.sales}
            </a>
            <a href={plainAccountPath} className={headerStyles.link}>
              {signedIn ? words.orders : words.signIn}
            </a>
          </nav>
        </Frame>
      </header>
      {children}
      <footer className={footerStyles.footer}>
        <Frame className={footerStyles.row ?? ""}>
          <div className={footerStyles.about}>
            <p>{words.about}</p>
            <p>{words.plain}</p>
          </div>
        </Frame>
      </footer>
    </>
  );
}
