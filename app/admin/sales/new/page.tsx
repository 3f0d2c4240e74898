import type { Metadata } from "next";
import { NewSale } from "@/components/admin/editor/page/open-sale";

export const metadata: Metadata = { title: "New sale" };

export default function NewSaleRoute() {
  return <NewSale />;
}
