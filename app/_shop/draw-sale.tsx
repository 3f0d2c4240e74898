import type { Metadata } from "next";
import { offerData } from "@/components/sale/offer-data";
import { SalePage } from "@/components/sale/sale-page";
import { wordsOf } from "@/components/words/words-of";
import { type Locale, localPath, pageLanguages } from "@/lib/domain";
import { services } from "@/lib/wiring";
import { linkMetadata, listingPreview, salePreview } from "./link-metadata";
import { readSalePage } from "./read-sale-page";

const descriptionMax = 160;

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= descriptionMax ? line : `${line.slice(0, descriptionMax - 1).trimEnd()}…`;
}

/** The marketer's title and description are in one language, whatever the page around them speaks. */
export async function saleMetadata(locale: Locale, slug: string): Promise<Metadata> {
  const { sale, description, appOrigin } = await readSalePage(slug);
  const { board } = await services();
  const path = `/sales/${sale.slug}`;
  const own = localPath(locale, path);
  return {
    metadataBase: new URL(appOrigin),
    title: sale.title,
    description: shorten(description),
    alternates: { canonical: own, languages: pageLanguages(path) },
    ...linkMetadata({
      locale,
      title: sale.title,
      description: shorten(description),
      path: own,
      // What ended long ago is drawn no more.
      preview: board.bySlug(slug) === undefined ? listingPreview(locale) : salePreview(sale),
    }),
  };
}

/** The product page, made once for everybody, on the first request, and again when the sale or its phase changes. */
export async function drawSale(locale: Locale, slug: string) {
  const page = await readSalePage(slug);
  return (
    <>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: data for search engines, without a character that could end it */}
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: offerData(page) }} />
      <SalePage {...page} say={wordsOf(locale)} />
    </>
  );
}
