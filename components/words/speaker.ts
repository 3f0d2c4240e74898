import { type Locale, localeTags } from "@/lib/domain";

/** How a language says numbers and chooses among the forms of a message. */
export interface Speaker {
  number(value: number): string;
  /** Forms by the language's plural categories; `=0` and the like come first. */
  plural(count: number, forms: Readonly<Record<string, string>>): string;
  select(choice: string | number, forms: Readonly<Record<string, string>>): string;
}

export function speakerOf(locale: Locale): Speaker {
  const numbers = new Intl.NumberFormat(localeTags[locale]);
  const rules = new Intl.PluralRules(localeTags[locale]);
  return {
    number: (value) => numbers.format(value),
    plural: (count, forms) => forms[`=${count}`] ?? forms[rules.select(count)] ?? forms.other ?? "",
    select: (choice, forms) => forms[choice] ?? forms.other ?? "",
  };
}
