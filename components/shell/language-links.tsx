"use client";

import { usePathname } from "next/navigation";
import { localeNames, locales, localeTags, localPath, locatePage } from "@/lib/domain";
import { useWords } from "../words/provide-words";
import styles from "./site-footer.module.css";

/** What the address says beside the page goes along, as the secret of a mailed link; static pages do not know it. */
function keepAddress({ currentTarget }: { readonly currentTarget: HTMLAnchorElement }): void {
  currentTarget.search = location.search;
  currentTarget.hash = location.hash;
}

/** The same page in every other language; nothing is decided for the reader. */
export function LanguageLinks() {
  const say = useWords("shell");
  const { path } = locatePage(usePathname());
  return (
    <nav className={styles.languages} aria-label={say.shell.language}>
      {locales
        .filter((locale) => locale !== say.locale)
        .map((locale) => (
          <a
            key={locale}
            href={localPath(locale, path)}
            hrefLang={localeTags[locale]}
            lang={localeTags[locale]}
            onClick={keepAddress}
          >
            {localeNames[locale]}
          </a>
        ))}
    </nav>
  );
}
