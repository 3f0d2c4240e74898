import type { AttemptAnswer, BuyAddress, SaleSnapshot, SaleStateAnswer, TicketOutcome } from "@/lib/domain";
import type { SaleFacts } from "../sale/sale-facts";

/** What the buy page is made from: the sale as it stands, the reader's own part of it, and what the address says. */
export interface BuyPageFacts {
  readonly sale: Pick<SaleSnapshot, "price" | "regularPrice" | "lowestPrice30d" | "imageUrl" | "imageAlt">;
  readonly facts: SaleFacts;
  readonly state: SaleStateAnswer;
  /** Server time at which the page is made. */
  readonly nowMs: number;
  /** The zone that the reader's account chose; null where nobody can know one. */
  readonly ownZone: string | null;
  readonly signedIn: boolean;
  /** The reader's attempt; null without one. */
  readonly attempt: AttemptAnswer | null;
  /** The sale is being loaded: whether there is an attempt cannot be told yet. */
  readonly loading: boolean;
  /** The right to buy, or why there is none; null when signed out. */
  readonly ticket: TicketOutcome | null;
  readonly told: BuyAddress;
  /** For a wish that has no key yet. */
  readonly freshKey: string;
  /** In [0, 1): spreads the pages that renew themselves. */
  readonly random: number;
}
