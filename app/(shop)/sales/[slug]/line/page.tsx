import type { Metadata } from "next";
import { LinePage } from "@/components/sale/line-page";
import { saleFacts } from "@/components/sale/sale-facts";
import { readSalePage } from "../read-sale-page";

export const dynamic = "force-static";
export const dynamicParams = true;

export async function generateStaticParams(): Promise<{ slug: string }[]> {
  return [];
}

interface LineRouteProps {
  readonly params: Promise<{ readonly slug: string }>;
}

export async function generateMetadata({ params }: LineRouteProps): Promise<Metadata> {
  const { sale } = await readSalePage((await params).slug);
  return { title: `Your place: ${sale.title}`, robots: { index: false } };
}

export default async function LineRoute({ params }: LineRouteProps) {
  const { sale, nowMs, ...page } = await readSalePage((await params).slug);
  return <LinePage facts={saleFacts(sale, page, nowMs)} />;
}
