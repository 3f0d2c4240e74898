import { Frame } from "../ui/page-frame";
import type { WordsFor } from "../words/provide-words";
import { LanguageLinks } from "./language-links";
import styles from "./site-footer.module.css";
import { ThemeSwitch } from "./theme-switch";
import { YourZone } from "./your-zone";

export function SiteFooter({ say }: { readonly say: WordsFor<"frame"> }) {
  return (
    <footer className={styles.footer}>
      <Frame className={styles.row}>
        <div className={styles.about}>
          <p>{say.frame.about}</p>
          <YourZone />
        </div>
        <LanguageLinks />
        <ThemeSwitch />
      </Frame>
    </footer>
  );
}
