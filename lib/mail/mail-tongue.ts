import { formatMoney, type Locale, localeTags, localPath, type Money } from "../domain";
import { formatMoment } from "./format-moment";
import type { MailSay, Said } from "./mail-say";
import type { MailWords } from "./mail-words";
import { chinese } from "./say-chinese";
import { english } from "./say-english";

const languages: Readonly<Record<Locale, MailSay>> = { en: english, zh: chinese };

/** A language, as one mail needs it: its words, its dates and amounts, and the addresses of its pages. */
export interface MailTongue {
  readonly locale: Locale;
  readonly say: MailSay;
  moment(atMs: number, timeZone: string): string;
  money(money: Money): string;
  /** `path` is the English one. */
  url(path: string): string;
  /** The store's reason as a paragraph, where it gave one. */
  because(reason: string | null | undefined): readonly string[];
}

export function mailTongue(locale: Locale, appOrigin: string): MailTongue {
  const say = languages[locale];
  const tag = localeTags[locale];
  return {
    locale,
    say,
    moment: (atMs, timeZone) => formatMoment(atMs, timeZone, tag),
    money: (money) => formatMoney(money, tag),
    url: (path) => `${appOrigin}${localPath(locale, path)}`,
    because: (reason) => (reason === null || reason === undefined || reason === "" ? [] : [say.because(reason)]),
  };
}

export function withLink({ subject, paragraphs, label }: Said, url: string): MailWords {
  return { subject, paragraphs, link: { label, url } };
}
