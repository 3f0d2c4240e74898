import type { Role } from "./account";
import type { AttemptState, EtaBand, LostReason } from "./attempt";
import type { Locale } from "./locale";
import type { Money } from "./money";
import type { OrderState } from "./order";
import type { Odds } from "./outlook";
import type { EndedReason, SalePhase, StockBand } from "./sale";

// The JSON the API answers with, as its readers see it. Times are ISO 8601 UTC with milliseconds.

/** GET /api/time */
export interface TimeAnswer {
  readonly now: number;
}

/** GET /api/sales/{slug}/state: at most 400 bytes. */
export interface SaleStateAnswer {
  readonly slug: string;
  readonly phase: SalePhase;
  readonly stock: StockBand;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly now: string;
  readonly version: number;
  /** 0: nothing will change by itself. */
  readonly pollMs: number;
  readonly nextReleaseAt: string | null;
  readonly heldUntil: string | null;
  readonly endedReason?: EndedReason;
  /** Only when the sale shows exact numbers. */
  readonly left?: number;
}

/** One sale in GET /api/sales. */
export interface SaleCardAnswer {
  readonly slug: string;
  readonly title: string;
  readonly phase: SalePhase;
  readonly stock: StockBand;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly timeZone: string;
  readonly price: Money;
  readonly regularPrice: Money | null;
  readonly lowestPrice30d: Money | null;
  readonly image: { readonly url: string; readonly alt: string } | null;
  readonly total: number;
  readonly endedReason: EndedReason | null;
  readonly endedAt: string | null;
}

/** GET /api/sales */
export interface SalesAnswer {
  readonly now: string;
  readonly sales: readonly SaleCardAnswer[];
}

/** POST /api/sales/{slug}/ticket */
export interface TicketAnswer {
  readonly ticket: string;
  readonly validFrom: string;
  readonly expiresAt: string;
}

/** POST /api/sales/{slug}/attempts/{ticket} */
export interface AcceptedAnswer {
  readonly attemptId: string;
  readonly state: AttemptState;
  readonly receivedAt: string;
  readonly receipt: string;
  readonly place?: number;
  readonly pollMs: number;
}

/** GET /api/attempts/{attemptId} */
export interface AttemptAnswer {
  readonly attemptId: string;
  readonly saleSlug: string;
  readonly state: AttemptState;
  readonly reason?: LostReason;
  readonly place?: number;
  readonly ahead?: number;
  /** While `queued`. */
  readonly etaBand?: EtaBand;
  /** In line: units others hold, which may come back. */
  readonly held?: number;
  /** In line: units that later releases will bring. */
  readonly coming?: number;
  /** In line: when the last of the holds ends, if the sale does not end before. */
  readonly by?: string;
  /** In line, and only with a history of at least three sales. */
  readonly odds?: Odds;
  readonly orderId?: string;
  readonly payBy?: string;
  readonly receivedAt: string;
  /** 0: final. */
  readonly pollMs: number;
}

/** GET /api/attempts: what the account has under way in the sales that run, newest first */
export interface AttemptsAnswer {
  readonly attempts: readonly (AttemptAnswer & { readonly saleTitle: string })[];
}

/** GET /api/orders/{id}, and each of GET /api/orders */
export interface OrderAnswer {
  readonly id: string;
  readonly number: string;
  readonly attemptId: string;
  readonly saleSlug: string;
  readonly saleTitle: string;
  readonly image: { readonly url: string; readonly alt: string } | null;
  readonly state: OrderState;
  readonly amount: Money;
  readonly lines: readonly {
    readonly sku: string;
    readonly name: string;
    readonly quantity: number;
    readonly unitPrice: Money;
  }[];
  readonly receivedAt: string;
  readonly reservedAt: string;
  /** Only while the hold runs (state `reserved`). */
  readonly payBy?: string;
  readonly extensionsLeft?: number;
  readonly history: readonly { readonly kind: string; readonly at: string; readonly detail: string }[];
  readonly pollMs: number;
}

/** GET /api/orders, newest first; `next` is the cursor of the next page (`?before=`). */
export interface OrdersAnswer {
  readonly orders: readonly OrderAnswer[];
  readonly next: string | null;
}

/** GET /api/auth/session */
export interface SessionAnswer {
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly role: Role;
    /** The zone its owner chose for times; null follows the device. */
    readonly timeZone: string | null;
    /** Null follows the browser. */
    readonly locale: Locale | null;
  } | null;
}

/** POST /api/orders/{id}/pay: what the built-in provider is told to do. */
export const simulations = ["ok", "decline", "timeout", "late"] as const;
export type Simulation = (typeof simulations)[number];
