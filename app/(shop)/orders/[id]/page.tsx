import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OrderPage } from "@/components/order/order-page";
import { isOrderId } from "@/lib/domain";

export const metadata: Metadata = { title: "Order", robots: { index: false } };

interface OrderRouteProps {
  readonly params: Promise<{ readonly id: string }>;
}

// Drawn for each request and not kept: a page file for every order ever opened would be a store of its own.
export default async function OrderRoute({ params }: OrderRouteProps) {
  const { id } = await params;
  if (!isOrderId(id)) notFound();
  return <OrderPage orderId={id} />;
}
