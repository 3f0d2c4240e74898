import type { Problem } from "@/lib/domain";
import type { PurchaseFlow } from "./purchase-flow";
import type { AttemptState } from "./use-attempt";
import type { LineDialogState } from "./use-line-dialog";
import type { ServerTime } from "./use-server-clock";
import type { Wish } from "./wish";

export interface PurchaseQuestion {
  readonly slug: string;
  readonly clock: ServerTime;
  readonly startsAtMs: number;
  /** Whether the sale has begun, as the page shows it; null until the server's time is known. */
  readonly hasBegun: boolean | null;
}

/** What is known of a signed-in shopper's purchase. */
export interface FollowedPurchase {
  readonly flow: PurchaseFlow | null;
  readonly wish: Wish;
  readonly attempt: AttemptState;
  readonly dialog: LineDialogState;
  readonly ticketInHand: boolean;
  readonly keptOut: Problem | null;
}
