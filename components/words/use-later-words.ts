"use client";

import { useEffect, useState } from "react";
import { hasAll, type Namespace, type Spoken, useLocale, useWordsFetch, type WordsFor } from "./provide-words";

/** Words that are fetched when they are first wanted; null until they are there, and for ever when they cannot be had. */
export function useLaterWords<N extends Namespace>(name: N): WordsFor<N> | null {
  const locale = useLocale();
  const fetchWords = useWordsFetch(name);
  const [spoken, setSpoken] = useState<Spoken>({ locale });
  useEffect(() => {
    let isGone = false;
    fetchWords().then(
      (words) => {
        if (!isGone) setSpoken({ locale, [name]: words });
      },
      () => {
        // The file is away: what only signed-in readers hear stays unsaid until the next page.
      },
    );
    return () => {
      isGone = true;
    };
  }, [locale, name, fetchWords]);
  return hasAll(spoken, [name]) ? spoken : null;
}
