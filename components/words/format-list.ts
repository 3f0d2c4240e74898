import { type Locale, localeTags } from "@/lib/domain";

/** `Lamp, Chair, and Kettle`, as the language strings things together. */
export function formatList(texts: readonly string[], locale: Locale): string {
  return new Intl.ListFormat(localeTags[locale], { type: "conjunction" }).format(texts);
}
