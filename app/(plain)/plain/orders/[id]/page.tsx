import type { Metadata } from "next";
import { PlainOrderPage } from "@/components/plain/order-page";
import { readOrderRefusal } from "@/lib/domain";
import { readQuery, type SearchParams } from "../../../read-query";
import { readOwnOrder } from "../../read-own-order";

export const metadata: Metadata = { title: "Order", robots: { index: false } };

interface OrderRouteProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export default async function PlainOrderRoute({ params, searchParams }: OrderRouteProps) {
  const refused = readOrderRefusal(readQuery(await searchParams).get("refused"));
  return <PlainOrderPage {...(await readOwnOrder((await params).id))} refused={refused} />;
}
