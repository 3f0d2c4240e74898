/** The languages of the shop. English stands at the root of the site, every other one under its own prefix. */
export const locales = ["en", "zh"] as const;
export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = "en";

/** As BCP 47 says them: for `lang`, `hreflang` and Intl. */
export const localeTags: Readonly<Record<Locale, string>> = { en: "en", zh: "zh-CN" };

/** As each language calls itself. */
export const localeNames: Readonly<Record<Locale, string>> = { en: "English", zh: "简体中文" };

/** A page's address in a language: `/account` is `/zh/account` in Chinese. `path` is the English one. */
export function localPath(locale: Locale, path: string): string {
  if (locale === defaultLocale) return path;
  return path === "/" || path.startsWith("/?") || path.startsWith("/#")
    ? `/${locale}${path.slice(1)}`
    : `/${locale}${path}`;
}

export interface LocatedPage {
  readonly locale: Locale;
  /** The English address of the same page. */
  readonly path: string;
}

/** Which language an address is in, and which page it names: `/zh` and `/` are the same page. */
export function locatePage(pathname: string): LocatedPage {
  for (const locale of locales) {
    const prefix = `/${locale}`;
    if (locale === defaultLocale || !pathname.startsWith(prefix)) continue;
    const path = pathname.slice(prefix.length);
    if (path === "") return { locale, path: "/" };
    if (path.startsWith("/")) return { locale, path };
  }
  return { locale: defaultLocale, path: pathname };
}

/** One page's addresses in all languages, by their tags; `x-default` is for readers of none of them. */
export function pageLanguages(path: string): Readonly<Record<string, string>> {
  const addresses = Object.fromEntries(locales.map((locale) => [localeTags[locale], localPath(locale, path)]));
  return { ...addresses, "x-default": localPath(defaultLocale, path) };
}
