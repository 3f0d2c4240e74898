"use client";

import { type ReactNode, useMemo } from "react";
import { localeTags } from "@/lib/domain";
import { ProvideWords, type Spoken, useLocale } from "./provide-words";
import { speakTemplates, type Templates } from "./speak-templates";

interface ProvideTemplatesProps {
  readonly templates: Templates;
  readonly children?: ReactNode;
}

/** What the server wrote into the page was made from the same messages as the types. */
function isSpoken(words: object): words is Spoken {
  return "locale" in words;
}

/** Gives what is inside words that the page itself carries, in the language of the page. */
export function ProvideTemplates({ templates, children }: ProvideTemplatesProps) {
  const locale = useLocale();
  const now = useMemo(() => {
    const numbers = new Intl.NumberFormat(localeTags[locale]);
    const words = { locale, ...speakTemplates(templates, (value) => numbers.format(value)) };
    return isSpoken(words) ? words : { locale };
  }, [templates, locale]);
  return <ProvideWords now={now}>{children}</ProvideWords>;
}
