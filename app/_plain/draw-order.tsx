import { redirect } from "next/navigation";
import { payStep } from "@/components/order/pay-step";
import { PlainOrderPage } from "@/components/plain/order-page";
import { PlainPayPage } from "@/components/plain/pay-page";
import { type Locale, plainOrderPath, readOrderRefusal } from "@/lib/domain";
import { readOwnOrder } from "./read-own-order";
import { readQuery, type SearchParams } from "./read-query";

export interface OrderRouteProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<SearchParams>;
}

const refusedOf = async ({ searchParams }: OrderRouteProps) =>
  readOrderRefusal(readQuery(await searchParams).get("refused"));

export async function drawOrder(locale: Locale, props: OrderRouteProps) {
  const refused = await refusedOf(props);
  return <PlainOrderPage {...(await readOwnOrder(locale, (await props.params).id))} refused={refused} />;
}

export async function drawPay(locale: Locale, props: OrderRouteProps) {
  const own = await readOwnOrder(locale, (await props.params).id, "pay");
  const step = payStep(own.order, own.nowMs);
  // Where nothing can be paid, the order's own page tells why.
  if (step.word !== "open") redirect(plainOrderPath(own.order.id, {}, locale));
  return <PlainPayPage {...own} refused={await refusedOf(props)} payByMs={step.payByMs} />;
}
