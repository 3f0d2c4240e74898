import type { Clock } from "../platform/clock";
import type { Logger } from "../platform/logger";
import type { ShopPool } from "../platform/postgres";
import type { OrderSteps } from "./ports";
import type { PaymentProvider } from "./provider";
import type { PaymentSettings } from "./settings";

/** What every part of payments works with. */
export interface PaymentParts {
  readonly pool: ShopPool;
  readonly provider: PaymentProvider;
  readonly steps: OrderSteps;
  readonly clock: Clock;
  readonly logger: Pick<Logger, "warn">;
  readonly settings: PaymentSettings;
}
