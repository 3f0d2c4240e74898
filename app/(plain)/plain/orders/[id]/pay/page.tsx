import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { payStep } from "@/components/order/pay-step";
import { PlainPayPage } from "@/components/plain/pay-page";
import { plainOrderPath, readOrderRefusal } from "@/lib/domain";
import { readQuery, type SearchParams } from "../../../../read-query";
import { readOwnOrder } from "../../../read-own-order";

export const metadata: Metadata = { title: "Pay", robots: { index: false } };

interface PayRouteProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export default async function PlainPayRoute({ params, searchParams }: PayRouteProps) {
  const own = await readOwnOrder((await params).id, "pay");
  const step = payStep(own.order, own.nowMs);
  // Where nothing can be paid, the order's own page tells why.
  if (step.word !== "open") redirect(plainOrderPath(own.order.id));
  const refused = readOrderRefusal(readQuery(await searchParams).get("refused"));
  return <PlainPayPage {...own} refused={refused} payByMs={step.payByMs} />;
}
