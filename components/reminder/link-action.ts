import { defaultLocale, type Locale } from "@/lib/domain";

/** What the button of a mailed link's page is sent to; the answer leads back to the page in the same language. */
export function linkAction(what: "confirm" | "stop", token: string, locale: Locale): string {
  const language = locale === defaultLocale ? "" : `&locale=${locale}`;
  return `/api/reminders/${what}?token=${encodeURIComponent(token)}${language}`;
}
