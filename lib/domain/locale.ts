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
  return `/${locale}${/^\/([?#]|$)/.test(path) ? path.slice(1) : path}`;
}

export interface LocatedPage {
  readonly locale: Locale;
  /** The English address of the same page. */
  readonly path: string;
}

/** Which language an address is in, and which page it names: `/zh` and `/` are the same page. */
export function locatePage(pathname: string): LocatedPage {
  const locale = locales.find((other) => other !== defaultLocale && `${pathname}/`.startsWith(`/${other}/`));
  if (locale === undefined) return { locale: defaultLocale, path: pathname };
  return { locale, path: pathname.slice(locale.length + 1) || "/" };
}

/** One page's addresses in all languages, by their tags; `x-default` is for readers of none of them. */
export function pageLanguages(path: string): Readonly<Record<string, string>> {
  const addresses = Object.fromEntries(locales.map((locale) => [localeTags[locale], localPath(locale, path)]));
  return { ...addresses, "x-default": localPath(defaultLocale, path) };
}
