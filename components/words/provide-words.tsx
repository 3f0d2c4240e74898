"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { Locale } from "@/lib/domain";
import type { Words } from "./words.generated";

export type Namespace = keyof Words;

/** The words of some namespaces, and whose they are. */
export type WordsFor<N extends Namespace> = Pick<Words, N> & { readonly locale: Locale };

type LaterWords = { readonly [N in Namespace]?: () => Promise<Words[N]> };

export interface Spoken extends Partial<Words> {
  readonly locale: Locale;
}

interface Given {
  readonly now: Spoken;
  readonly later: LaterWords;
}

function missing(what: string): string {
  return `No words here: ${what}. See tools/words/pages.ts.`;
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
    if (spoken === undefined) throw new Error(missing("any"));
    return { now: { ...outer?.now, ...spoken }, later: { ...outer?.later, ...later } };
  }, [outer, now, later]);
  return <GivenWords.Provider value={given}>{children}</GivenWords.Provider>;
}

export function hasAll<N extends Namespace>(spoken: Spoken, needed: readonly N[]): spoken is Spoken & WordsFor<N> {
  return needed.every((name) => spoken[name] !== undefined);
}

function presentOf<N extends Namespace>(spoken: Spoken, name: N): Words[N] | null {
  if (!hasAll(spoken, [name])) return null;
  const words: Pick<Words, N> = spoken;
  return words[name];
}

function useGiven(): Given {
  const given = useContext(GivenWords);
  if (given === null) throw new Error(missing("any"));
  return given;
}

/** The words of the page's language; the page must have brought them along (tools/words/pages.ts). */
export function useWords<N extends Namespace>(...needed: readonly N[]): WordsFor<N> {
  const { now } = useGiven();
  if (!hasAll(now, needed)) throw new Error(missing(needed.join(" or ")));
  return now;
}

/** The language of the page, for what has no words. */
export function useLocale(): Locale {
  return useGiven().now.locale;
}

/** How to fetch words that are needed later; for code that fetches more at the same time. */
export function useWordsFetch<N extends Namespace>(name: N): () => Promise<Words[N]> {
  const { now, later } = useGiven();
  return useMemo(() => {
    const present = presentOf(now, name);
    if (present !== null) return async () => present;
    return later[name] ?? (() => Promise.reject(new Error(missing(name))));
  }, [name, now, later]);
}
