"use client";

import { localPath, locatePage } from "@/lib/domain";
import { etaWords } from "../sale/describe-attempt";
import type { WordsFor } from "../words/provide-words";
import { NewsLine } from "./news-line";
import { useLine } from "./use-line";

interface LineNewsProps {
  readonly accountId: string;
  readonly pathname: string;
  readonly say: WordsFor<"attempt">;
}

/** Where the account stands in line; nothing on the sale's own pages, which tell it better. */
export function LineNews({ accountId, pathname, say }: LineNewsProps) {
  const attempt = useLine(accountId, pathname);
  if (attempt === null || locatePage(pathname).path.startsWith(`/sales/${attempt.saleSlug}`)) return null;
  const { place, etaBand, saleSlug } = attempt;
  const text =
    place === undefined ? say.attempt.newsConfirming : say.attempt.newsInLine({ place, eta: etaWords(etaBand, say) });
  return <NewsLine text={text} href={localPath(say.locale, `/sales/${saleSlug}`)} act={say.attempt.newsBack} />;
}
