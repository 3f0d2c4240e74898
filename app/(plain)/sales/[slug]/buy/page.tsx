import type { Metadata } from "next";
import { BuyPage } from "@/components/plain/buy-page";
import { buyPath, isSlug, readBuyAddress } from "@/lib/domain";
import { readQuery, type SearchParams } from "../../../read-query";
import { readReaderAt } from "../../../read-reader";
import { readBuyPage, readPublicSale } from "./read-buy-page";

interface BuyRouteProps {
  readonly params: Promise<{ readonly slug: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: BuyRouteProps): Promise<Metadata> {
  const { sale } = await readPublicSale((await params).slug);
  return { title: `Buy: ${sale.title}`, robots: { index: false } };
}

/** The sale for a browser without scripts: how it stands for this reader now, and the form to buy. */
export default async function BuyRoute({ params, searchParams }: BuyRouteProps) {
  const { slug } = await params;
  const told = readBuyAddress(readQuery(await searchParams));
  const reader = isSlug(slug) ? await readReaderAt(buyPath(slug, told)) : null;
  return <BuyPage {...(await readBuyPage(slug, told, reader))} />;
}
