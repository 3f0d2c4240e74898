import type { Metadata } from "next";
import { privatePage } from "@/app/_shop/private-page";
import { BuyPage } from "@/components/plain/buy-page";
import { wordsOf } from "@/components/words/words-of";
import { buyPath, isSlug, type Locale, readBuyAddress } from "@/lib/domain";
import { readBuyPage, readPublicSale } from "./read-buy-page";
import { readQuery, type SearchParams } from "./read-query";
import { readReaderAt } from "./read-reader";

export interface BuyRouteProps {
  readonly params: Promise<{ readonly slug: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function buyMetadata(locale: Locale, { params }: BuyRouteProps): Promise<Metadata> {
  const { sale } = await readPublicSale((await params).slug);
  return privatePage(wordsOf(locale).meta.buy({ title: sale.title }));
}

/** The sale for a browser without scripts: how it stands for this reader now, and the form to buy. */
export async function drawBuy(locale: Locale, { params, searchParams }: BuyRouteProps) {
  const { slug } = await params;
  const told = readBuyAddress(readQuery(await searchParams));
  const reader = isSlug(slug) ? await readReaderAt(buyPath(slug, told, locale)) : null;
  return <BuyPage {...(await readBuyPage(locale, slug, told, reader))} />;
}
