import type { Locale } from "@/lib/domain";
import { words as en } from "./en/words.generated";
import type { WordsFor } from "./provide-words";
import type { Words } from "./words.generated";
import { words as zh } from "./zh/words.generated";

const languages: Readonly<Record<Locale, WordsFor<keyof Words>>> = { en, zh };

/** All words of a language, for what is drawn on the server. Never for the browser, which takes along only its own. */
export function wordsOf(locale: Locale): WordsFor<keyof Words> {
  return languages[locale];
}
