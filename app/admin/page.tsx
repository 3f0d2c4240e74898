import type { Metadata } from "next";
import { SalesPage } from "@/components/admin/sales/sales-page";

export const metadata: Metadata = { title: "Sales" };

export default function SalesRoute() {
  return <SalesPage />;
}
