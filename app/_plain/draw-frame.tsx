import type { ReactNode } from "react";
import { PlainFrame } from "@/components/plain/plain-frame";
import { wordsOf } from "@/components/words/words-of";
import type { Locale } from "@/lib/domain";
import { readChoices } from "./read-choices";
import { readReader } from "./read-reader";

/** What stands around every page for browsers without scripts. */
export async function drawFrame(locale: Locale, children: ReactNode) {
  const [reader, { locale: chosen }] = await Promise.all([readReader(), readChoices()]);
  return (
    <PlainFrame signedIn={reader !== null} chosen={chosen} say={wordsOf(locale)}>
      {children}
    </PlainFrame>
  );
}
