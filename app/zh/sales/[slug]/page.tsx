import type { Metadata } from "next";
import { drawSale, saleMetadata } from "@/app/_shop/draw-sale";
import { SaleWords } from "@/components/words/zh/sale-words.generated";

export const dynamic = "force-static";
export const dynamicParams = true;

export async function generateStaticParams(): Promise<{ slug: string }[]> {
  // Building needs no database, so no sale is known then.
  return [];
}

interface SaleRouteProps {
  readonly params: Promise<{ readonly slug: string }>;
}

export async function generateMetadata({ params }: SaleRouteProps): Promise<Metadata> {
  return saleMetadata("zh", (await params).slug);
}

export default async function SaleRoute({ params }: SaleRouteProps) {
  return <SaleWords>{await drawSale("zh", (await params).slug)}</SaleWords>;
}
