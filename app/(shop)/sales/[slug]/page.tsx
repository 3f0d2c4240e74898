import type { Metadata } from "next";
import { offerData } from "@/components/sale/offer-data";
import { SalePage } from "@/components/sale/sale-page";
import { readSalePage } from "./read-sale-page";

// Made once for everybody, on the first request, and again when the sale or its phase changes.
export const dynamic = "force-static";
export const dynamicParams = true;

export async function generateStaticParams(): Promise<{ slug: string }[]> {
  // Building needs no database, so no sale is known then.
  return [];
}

interface SaleRouteProps {
  readonly params: Promise<{ readonly slug: string }>;
}

const descriptionMax = 160;

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= descriptionMax ? line : `${line.slice(0, descriptionMax - 1).trimEnd()}…`;
}

export async function generateMetadata({ params }: SaleRouteProps): Promise<Metadata> {
  const { slug } = await params;
  const { sale, description, images, appOrigin } = await readSalePage(slug);
  const path = `/sales/${sale.slug}`;
  return {
    metadataBase: new URL(appOrigin),
    title: sale.title,
    description: shorten(description),
    alternates: { canonical: path },
    openGraph: {
      title: sale.title,
      description: shorten(description),
      url: path,
      type: "website",
      images: images.slice(0, 1).map(({ url, alt }) => ({ url, alt })),
    },
  };
}

export default async function SaleRoute({ params }: SaleRouteProps) {
  const { slug } = await params;
  const page = await readSalePage(slug);
  return (
    <>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: data for search engines, without a character that could end it */}
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: offerData(page) }} />
      <SalePage {...page} />
    </>
  );
}
