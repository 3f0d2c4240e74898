import { localPath } from "@/lib/domain";
import { Frame } from "../ui/page-frame";
import type { WordsFor } from "../words/provide-words";
import { AccountLink } from "./account-link";
import { NavigationLink } from "./navigation-link";
import styles from "./site-header.module.css";
import { Wordmark } from "./wordmark";

export function SiteHeader({ say }: { readonly say: WordsFor<"frame"> }) {
  return (
    <header className={styles.header}>
      <Frame className={styles.row}>
        <Wordmark locale={say.locale} />
        <nav className={styles.links} aria-label={say.frame.main}>
          <NavigationLink href={localPath(say.locale, "/")}>{say.frame.sales}</NavigationLink>
          <NavigationLink href={localPath(say.locale, "/account")}>{say.frame.orders}</NavigationLink>
          <AccountLink />
        </nav>
      </Frame>
    </header>
  );
}
