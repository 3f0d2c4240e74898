import { type BuyRouteProps, buyMetadata, drawBuy } from "@/app/_plain/draw-buy";

export const generateMetadata = (props: BuyRouteProps) => buyMetadata("en", props);

export default function BuyRoute(props: BuyRouteProps) {
  return drawBuy("en", props);
}
