import type { WordsFor } from "../../components/words/provide-words";
import type { Words } from "../../components/words/words.generated";
import { readLanguage } from "../build-words";
import { pseudoText } from "./pseudo-text";
import { speakTree } from "./say-message";

function isWords(value: unknown): value is WordsFor<keyof Words> {
  return typeof value === "object" && value !== null && Object.keys(readLanguage("en")).every((name) => name in value);
}

/** All words in a language that is none, made from messages/en.json; for tests alone. */
export function pseudoWords(): WordsFor<keyof Words> {
  const words = { locale: "en", ...speakTree(readLanguage("en"), "en", pseudoText) };
  if (!isWords(words)) throw new Error("The pseudo language lacks a namespace.");
  return words;
}
