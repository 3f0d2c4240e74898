"use client";

import { etaWords } from "../sale/describe-attempt";
import { NewsLine } from "./news-line";
import { useLine } from "./use-line";

const words = {
  inLine: (place: number, eta: string) => `You are in line: #${place}, ${eta}.`,
  confirming: "Your click was accepted and is being confirmed.",
  back: "Return",
};

interface LineNewsProps {
  readonly accountId: string;
  readonly pathname: string;
}

/** Where the account stands in line; nothing on the sale's own pages, which tell it better. */
export function LineNews({ accountId, pathname }: LineNewsProps) {
  const attempt = useLine(accountId, pathname);
  if (attempt === null || pathname.startsWith(`/sales/${attempt.saleSlug}`)) return null;
  const text = attempt.place === undefined ? words.confirming : words.inLine(attempt.place, etaWords(attempt.etaBand));
  return <NewsLine text={text} href={`/sales/${attempt.saleSlug}`} act={words.back} />;
}
