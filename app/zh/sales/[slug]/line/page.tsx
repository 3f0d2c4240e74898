import type { Metadata } from "next";
import { drawLine, lineMetadata } from "@/app/_shop/draw-line";
import { LineWords } from "@/components/words/zh/line-words.generated";

export const dynamic = "force-static";
export const dynamicParams = true;

export async function generateStaticParams(): Promise<{ slug: string }[]> {
  return [];
}

interface LineRouteProps {
  readonly params: Promise<{ readonly slug: string }>;
}

export async function generateMetadata({ params }: LineRouteProps): Promise<Metadata> {
  return lineMetadata("zh", (await params).slug);
}

export default async function LineRoute({ params }: LineRouteProps) {
  return <LineWords>{await drawLine("zh", (await params).slug)}</LineWords>;
}
