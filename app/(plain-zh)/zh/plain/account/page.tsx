import { type AccountRouteProps, drawAccount } from "@/app/_plain/draw-account";
import { privatePage } from "@/app/_shop/private-page";
import { wordsOf } from "@/components/words/words-of";

export const metadata = privatePage(wordsOf("zh").meta.account);

export default function AccountRoute(props: AccountRouteProps) {
  return drawAccount("zh", props);
}
