import type { Metadata } from "next";
import { listSnapshot } from "@/components/listing/listed-sale";
import { ListingPage } from "@/components/listing/listing-page";
import { wordsOf } from "@/components/words/words-of";
import { type Locale, localPath, pageLanguages } from "@/lib/domain";
import { catalogue, shopOrigin } from "@/lib/wiring";
import { linkMetadata, listingPreview } from "./link-metadata";

export async function listingMetadata(locale: Locale): Promise<Metadata> {
  const origin = await shopOrigin();
  if (origin === null) return {};
  const { meta } = wordsOf(locale);
  return {
    metadataBase: new URL(origin),
    alternates: { canonical: localPath(locale, "/"), languages: pageLanguages("/") },
    ...linkMetadata({
      locale,
      title: meta.title,
      description: meta.description,
      path: localPath(locale, "/"),
      preview: listingPreview(locale),
    }),
  };
}

/** The list of sales, made anew when a sale changes or opens or ends; what changes in between, the page asks for. */
export async function drawListing(locale: Locale) {
  const { live, next, ended } = await (await catalogue()).listing();
  const made = [
    ...live.map((sale) => listSnapshot(sale, "now")),
    ...next.map((sale) => listSnapshot(sale, "next")),
    ...ended.map((sale) => listSnapshot(sale, "ended")),
  ];
  return <ListingPage made={made} say={wordsOf(locale)} />;
}
