import { listSnapshot } from "@/components/listing/listed-sale";
import { ListingPage } from "@/components/listing/listing-page";
import { catalogue } from "@/lib/wiring";

// Made anew when a sale changes or opens or ends; what changes in between, the page asks for.
export const dynamic = "force-static";

export default async function ListingRoute() {
  const { live, next, ended } = await (await catalogue()).listing();
  const made = [
    ...live.map((sale) => listSnapshot(sale, "now")),
    ...next.map((sale) => listSnapshot(sale, "next")),
    ...ended.map((sale) => listSnapshot(sale, "ended")),
  ];
  return <ListingPage made={made} />;
}
