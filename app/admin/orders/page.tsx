import type { Metadata } from "next";
import { OrdersPage } from "@/components/admin/orders/orders-page";

export const metadata: Metadata = { title: "Orders" };

export default function OrdersRoute() {
  return <OrdersPage />;
}
