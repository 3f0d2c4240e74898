import { drawOrder, type OrderRouteProps } from "@/app/_plain/draw-order";
import { privatePage } from "@/app/_shop/private-page";
import { wordsOf } from "@/components/words/words-of";

export const metadata = privatePage(wordsOf("en").meta.order);

export default function OrderRoute(props: OrderRouteProps) {
  return drawOrder("en", props);
}
