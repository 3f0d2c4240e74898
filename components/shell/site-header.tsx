import { localPath } from "@/lib/domain";
import { Frame } from "../ui/page-frame";
import type { WordsFor } from "../words/provide-words";
import { AccountLink } from "./account-link";
import { NavigationLink } from "./navigation-link";
import styles from "./site-header.module.css";
import { Wordmark } from "./wordmark";

export function SiteHeader({ say }: { readonly say: WordsFor<"shell"> }) {
  return (
    <header className={styles.header}>
      <Frame className={styles.row}>
        <Wordmark locale={say.locale} />
        <nav className={styles.links} aria-label={say.shell.main}>
          <NavigationLink href={localPath(say.locale, "/")}>{say.shell.sales}</NavigationLink>
          <NavigationLink href={localPath(say.locale, "/account")}>{say.shell.orders}</NavigationLink>
          <AccountLink />
        </nav>
      </Frame>
    </header>
  );
}
