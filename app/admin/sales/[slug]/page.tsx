import type { Metadata } from "next";
import { OpenSale } from "@/components/admin/editor/page/open-sale";

interface SaleRouteProps {
  readonly params: Promise<{ readonly slug: string }>;
}

export async function generateMetadata({ params }: SaleRouteProps): Promise<Metadata> {
  const { slug } = await params;
  return { title: slug };
}

export default async function SaleRoute({ params }: SaleRouteProps) {
  const { slug } = await params;
  return <OpenSale slug={slug} />;
}
