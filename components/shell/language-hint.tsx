"use client";

import { usePathname } from "next/navigation";
import { type Locale, localeTags, localPath, locatePage } from "@/lib/domain";
import { Frame } from "../ui/page-frame";
import styles from "./global-bar.module.css";

/** Each in its own language: whoever reads it asked for that one. */
const words: Readonly<Record<Locale, string>> = {
  en: "This page in English",
  zh: "查看本页的中文版",
};

/** For a reader whose account asks for another language than the page's. Nothing leads there by itself. */
export function LanguageHint({ chosen }: { readonly chosen: Locale }) {
  const { path } = locatePage(usePathname());
  return (
    <Frame>
      <a className={styles.hint} href={localPath(chosen, path)} hrefLang={localeTags[chosen]} lang={localeTags[chosen]}>
        {words[chosen]}
      </a>
    </Frame>
  );
}
