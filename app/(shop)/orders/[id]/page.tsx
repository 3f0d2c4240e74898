import { notFound } from "next/navigation";
import { privatePage } from "@/app/_shop/private-page";
import { OrderPage } from "@/components/order/order-page";
import { OrderWords } from "@/components/words/en/order-words.generated";
import { wordsOf } from "@/components/words/words-of";
import { isOrderId } from "@/lib/domain";

export const metadata = privatePage(wordsOf("en").meta.order);

interface OrderRouteProps {
  readonly params: Promise<{ readonly id: string }>;
}

// Drawn for each request and not kept: a page file for every order ever opened would be a store of its own.
export default async function OrderRoute({ params }: OrderRouteProps) {
  const { id } = await params;
  if (!isOrderId(id)) notFound();
  return (
    <OrderWords>
      <OrderPage orderId={id} />
    </OrderWords>
  );
}
