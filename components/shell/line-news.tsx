"use client";

import { localPath, locatePage } from "@/lib/domain";
import { etaWords } from "../sale/describe-attempt";
import type { WordsFor } from "../words/provide-words";
import { NewsLine } from "./news-line";
import { type AttemptInLine, useLine } from "./use-line";

interface LineNewsProps {
  readonly accountId: string;
  readonly pathname: string;
  readonly say: WordsFor<"attempt">;
}

/** That the account waits in line, and how long; nothing on the sale's own pages, which tell it better. */
export function LineNews({ accountId, pathname, say }: LineNewsProps) {
  const { path } = locatePage(pathname);
  const attempt = useLine(accountId, path);
  if (attempt === null || isOfSale(path, attempt.saleSlug)) return null;
  const href = localPath(say.locale, `/sales/${attempt.saleSlug}`);
  return <NewsLine text={textOf(attempt, say)} href={href} act={say.attempt.newsBack} />;
}

/** Without the place, which moves often: the bar is spoken whenever it changes. */
function textOf({ place, etaBand, saleTitle: title }: AttemptInLine, say: WordsFor<"attempt">): string {
  if (place === undefined) return say.attempt.newsConfirming({ title });
  return etaBand === undefined || etaBand === "unknown"
    ? say.attempt.newsInLineUnknown({ title })
    : say.attempt.newsInLine({ title, eta: etaWords(etaBand, say) });
}

function isOfSale(path: string, slug: string): boolean {
  return path === `/sales/${slug}` || path.startsWith(`/sales/${slug}/`);
}
