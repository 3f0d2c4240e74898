"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Locale } from "@/lib/domain";
import type { Words } from "./words.generated";

export type Namespace = keyof Words;

/** The words of some namespaces, and whose they are. */
export type WordsFor<N extends Namespace> = Pick<Words, N> & { readonly locale: Locale };

type LaterWords = { readonly [N in Namespace]?: () => Promise<Words[N]> };

interface Spoken extends Partial<Words> {
  readonly locale: Locale;
}

interface Given {
  readonly now: Spoken;
  readonly later: LaterWords;
}

const GivenWords = createContext<Given | null>(null);

interface ProvideWordsProps {
  readonly now?: Spoken;
  readonly later?: LaterWords;
  readonly children?: ReactNode;
}

/** Gives what is inside words in addition to those it has from further out. */
export function ProvideWords({ now, later, children }: ProvideWordsProps) {
  const outer = useContext(GivenWords);
  const given = useMemo(() => {
    const spoken = now ?? outer?.now;
    if (spoken === undefined) throw new Error("No words were given.");
    return { now: { ...outer?.now, ...spoken }, later: { ...outer?.later, ...later } };
  }, [outer, now, later]);
  return <GivenWords.Provider value={given}>{children}</GivenWords.Provider>;
}

function hasAll<N extends Namespace>(spoken: Spoken, needed: readonly N[]): spoken is Spoken & WordsFor<N> {
  return needed.every((name) => spoken[name] !== undefined);
}

function presentOf<N extends Namespace>(spoken: Spoken, name: N): Words[N] | null {
  if (!hasAll(spoken, [name])) return null;
  const words: Pick<Words, N> = spoken;
  return words[name];
}

function useGiven(): Given {
  const given = useContext(GivenWords);
  if (given === null) throw new Error("This part stands outside of any words.");
  return given;
}

/** The words of the page's language; the page must have brought them along (tools/words/pages.ts). */
export function useWords<N extends Namespace>(...needed: readonly N[]): WordsFor<N> {
  const { now } = useGiven();
  if (!hasAll(now, needed)) throw new Error(`Words are missing on this page: one of ${needed.join(", ")}.`);
  return now;
}

/** The language of the page, for what has no words. */
export function useLocale(): Locale {
  return useGiven().now.locale;
}

/** Words that are fetched when they are first wanted; null until they are there. Gives up without a word. */
export function useLaterWords<N extends Namespace>(name: N): WordsFor<N> | null {
  const { now, later } = useGiven();
  const fetchWords = later[name];
  const [fetched, setFetched] = useState<Words[N] | null>(null);
  const present = presentOf(now, name);
  useEffect(() => {
    if (present !== null || fetchWords === undefined) return;
    let isGone = false;
    fetchWords().then(
      (words) => {
        if (!isGone) setFetched(() => words);
      },
      () => {
        // The file is away: what only signed-in readers hear stays unsaid until the next page.
      },
    );
    return () => {
      isGone = true;
    };
  }, [present, fetchWords]);
  return useMemo(() => {
    const words = present ?? fetched;
    if (words === null) return null;
    const spoken = { ...now, [name]: words };
    return hasAll(spoken, [name]) ? spoken : null;
  }, [now, name, present, fetched]);
}

/** How to fetch words that are needed later; for code that fetches more at the same time. */
export function useWordsFetch<N extends Namespace>(name: N): () => Promise<Words[N]> {
  const { now, later } = useGiven();
  return useMemo(() => {
    const present = presentOf(now, name);
    if (present !== null) return async () => present;
    return later[name] ?? (() => Promise.reject(new Error(`Words are missing on this page: ${name}.`)));
  }, [name, now, later]);
}
