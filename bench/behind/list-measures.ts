import type { BehindMeasure } from "./behind-measure";
import { manySales } from "./many-sales";
import { memory } from "./memory";
import { monitor } from "./monitor";
import { overload } from "./overload";
import { acceptedToVisible, manyShoppers, ordersBooked } from "./settling";
import { switches } from "./switches";
import { wholeSale } from "./whole-sale";

/** In this order; every one leaves the shop as it found it, but for orders and accounts. */
export const behindMeasures: readonly BehindMeasure[] = [
  ordersBooked,
  manyShoppers,
  acceptedToVisible,
  switches,
  wholeSale,
  overload,
  monitor,
  manySales,
  memory,
];
