import { ListingWords } from "@/components/words/en/listing-words.generated";
import { drawListing, listingMetadata } from "../_shop/draw-listing";

export const dynamic = "force-static";

export const generateMetadata = () => listingMetadata("en");

export default async function ListingRoute() {
  return <ListingWords>{await drawListing("en")}</ListingWords>;
}
