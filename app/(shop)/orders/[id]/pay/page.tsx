import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PayPage } from "@/components/order/pay-page";
import { isOrderId } from "@/lib/domain";

export const metadata: Metadata = { title: "Pay", robots: { index: false } };

interface PayRouteProps {
  readonly params: Promise<{ readonly id: string }>;
}

// Drawn for each request and not kept: a page file for every order ever opened would be a store of its own.
export default async function PayRoute({ params }: PayRouteProps) {
  const { id } = await params;
  if (!isOrderId(id)) notFound();
  return <PayPage orderId={id} />;
}
