import { ListingWords } from "@/components/words/zh/listing-words.generated";
import { drawListing, listingMetadata } from "../_shop/draw-listing";

export const dynamic = "force-static";

export const generateMetadata = () => listingMetadata("zh");

export default async function ListingRoute() {
  return <ListingWords>{await drawListing("zh")}</ListingWords>;
}
