"use client";

import { usePathname } from "next/navigation";
import { localeNames, locales, localeTags, localPath, locatePage } from "@/lib/domain";
import { useWords } from "../words/provide-words";
import styles from "./site-footer.module.css";

/** The same page in every other language; nothing is decided for the reader. */
export function LanguageLinks() {
  const say = useWords("shell");
  const { path } = locatePage(usePathname());
  return (
    <nav className={styles.languages} aria-label={say.shell.language}>
      {locales
        .filter((locale) => locale !== say.locale)
        .map((locale) => (
          <a key={locale} href={localPath(locale, path)} hrefLang={localeTags[locale]} lang={localeTags[locale]}>
            {localeNames[locale]}
          </a>
        ))}
    </nav>
  );
}
