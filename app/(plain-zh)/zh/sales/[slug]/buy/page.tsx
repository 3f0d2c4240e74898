import { type BuyRouteProps, buyMetadata, drawBuy } from "@/app/_plain/draw-buy";

export const generateMetadata = (props: BuyRouteProps) => buyMetadata("zh", props);

export default function BuyRoute(props: BuyRouteProps) {
  return drawBuy("zh", props);
}
