import type { Metadata } from "next";
import { listSnapshot } from "@/components/listing/listed-sale";
import { ListingPage } from "@/components/listing/listing-page";
import { wordsOf } from "@/components/words/words-of";
import { type Locale, localPath, pageLanguages } from "@/lib/domain";
import { catalogue, shopOrigin } from "@/lib/wiring";

export async function listingMetadata(locale: Locale): Promise<Metadata> {
  const origin = await shopOrigin();
  if (origin === null) return {};
  return {
    metadataBase: new URL(origin),
    alternates: { canonical: localPath(locale, "/"), languages: pageLanguages("/") },
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
