import { defaultLocale, type Locale, localPath, locatePage } from "@/lib/domain";

const longestNext = 512;
/** Pages a reader can have come from. Signing in never leads back to signing in. */
const ownPages = [
  /^\/$/,
  /^\/sales\/[a-z0-9-]+(\/(line|buy))?$/,
  /^\/orders\/[A-Za-z0-9_-]+(\/pay)?$/,
  /^\/account$/,
  /^\/plain\/(account|orders\/[A-Za-z0-9_-]+(\/pay)?)$/,
  /^\/admin(\/[a-z0-9/-]*)?$/,
];
const plainQuery = /^[A-Za-z0-9_=&.~-]*$/;
const plainFragment = /^[A-Za-z0-9_-]*$/;

/**
 * The page to return to after signing in: only one of our own, written plainly. Anything that a browser could
 * read as another site (`//evil`, `/\evil`, an encoded slash, a scheme, control characters) becomes the first page of
 * the language.
 */
export function safeNext(wish: string | null | undefined, locale: Locale = defaultLocale): string {
  const otherwise = localPath(locale, "/");
  if (wish === null || wish === undefined || wish.length > longestNext) return otherwise;
  const [beforeFragment = "", fragment = "", ...moreFragments] = wish.split("#");
  const [path = "", query = "", ...moreQueries] = beforeFragment.split("?");
  if (moreFragments.length > 0 || moreQueries.length > 0) return otherwise;
  const { path: page } = locatePage(path);
  const isOwn = ownPages.some((pattern) => pattern.test(page));
  return isOwn && plainQuery.test(query) && plainFragment.test(fragment) ? wish : otherwise;
}

/** The sign-in page's address, in the language of `path`, that leads back to it. */
export function signInPath(path: string): string {
  return leadBack("/sign-in", path);
}

export function signUpPath(path: string): string {
  return leadBack("/sign-up", path);
}

function leadBack(page: string, path: string): string {
  const { locale } = locatePage(path.split(/[?#]/)[0] ?? path);
  return localPath(locale, `${page}?next=${encodeURIComponent(safeNext(path, locale))}`);
}
