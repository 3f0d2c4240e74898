/** Where to go when the wish is missing or not ours. */
export const nextByDefault = "/";

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
 * read as another site (`//evil`, `/\evil`, an encoded slash, a scheme, control characters) becomes the default.
 */
export function safeNext(wish: string | null | undefined): string {
  if (wish === null || wish === undefined || wish.length > longestNext) return nextByDefault;
  const [beforeFragment = "", fragment = "", ...moreFragments] = wish.split("#");
  const [path = "", query = "", ...moreQueries] = beforeFragment.split("?");
  if (moreFragments.length > 0 || moreQueries.length > 0) return nextByDefault;
  const isOwn = ownPages.some((page) => page.test(path));
  return isOwn && plainQuery.test(query) && plainFragment.test(fragment) ? wish : nextByDefault;
}

/** The sign-in page's address that leads back to `path`. */
export function signInPath(path: string): string {
  return `/sign-in?next=${encodeURIComponent(safeNext(path))}`;
}
