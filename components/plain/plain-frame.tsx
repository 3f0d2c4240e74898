import type { ReactNode } from "react";
import { type Locale, localPath, plainAccountPath } from "@/lib/domain";
import { LanguageHint } from "../shell/language-hint";
import { LanguageLinks } from "../shell/language-links";
import footerStyles from "../shell/site-footer.module.css";
import headerStyles from "../shell/site-header.module.css";
import { SkipLink } from "../shell/skip-link";
import { Wordmark } from "../shell/wordmark";
import { Frame } from "../ui/page-frame";
import type { WordsFor } from "../words/provide-words";

interface PlainFrameProps {
  readonly signedIn: boolean;
  /** The language that the reader's account asks for. */
  readonly chosen: Locale | null;
  readonly say: WordsFor<"frame" | "shell" | "plain">;
  readonly children: ReactNode;
}

/** What stands around a page for browsers without scripts: the shop's own frame, less what only scripts can do. */
export function PlainFrame({ signedIn, chosen, say, children }: PlainFrameProps) {
  return (
    <>
      <SkipLink say={say} />
      <header className={headerStyles.header}>
        <Frame className={headerStyles.row ?? ""}>
          <Wordmark locale={say.locale} />
          <nav className={headerStyles.links} aria-label={say.frame.main}>
            <a href={localPath(say.locale, "/")} className={headerStyles.link}>
              {say.frame.sales}
            </a>
            <a href={localPath(say.locale, plainAccountPath)} className={headerStyles.link}>
              {signedIn ? say.frame.orders : say.shell.signIn}
            </a>
          </nav>
        </Frame>
      </header>
      {chosen !== null && chosen !== say.locale && <LanguageHint chosen={chosen} />}
      {children}
      <footer className={footerStyles.footer}>
        <Frame className={footerStyles.row ?? ""}>
          <div className={footerStyles.about}>
            <p>{say.frame.about}</p>
            <p>{say.plain.noScripts}</p>
          </div>
          <LanguageLinks />
        </Frame>
      </footer>
    </>
  );
}
