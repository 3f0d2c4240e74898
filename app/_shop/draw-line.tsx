import type { Metadata } from "next";
import { LinePage } from "@/components/sale/line-page";
import { saleFacts } from "@/components/sale/sale-facts";
import { wordsOf } from "@/components/words/words-of";
import type { Locale } from "@/lib/domain";
import { privatePage } from "./private-page";
import { readSalePage } from "./read-sale-page";

export async function lineMetadata(locale: Locale, slug: string): Promise<Metadata> {
  const { sale } = await readSalePage(slug);
  return privatePage(wordsOf(locale).meta.place({ title: sale.title }));
}

/** The reader's place in line, on a page of its own. */
export async function drawLine(locale: Locale, slug: string) {
  const { sale, nowMs, ...page } = await readSalePage(slug);
  return <LinePage facts={saleFacts(sale, page, nowMs, locale)} />;
}
