import { drawPay, type OrderRouteProps } from "@/app/_plain/draw-order";
import { privatePage } from "@/app/_shop/private-page";
import { wordsOf } from "@/components/words/words-of";

export const metadata = privatePage(wordsOf("zh").meta.pay);

export default function PayRoute(props: OrderRouteProps) {
  return drawPay("zh", props);
}
