import type { LostReason, OrderState } from "../domain";
import type { TransactionClient } from "../platform/postgres";

/** What PostgreSQL knows that decides about a batch of one sale, read under the locks of its items. */
export interface BookingFacts {
  /** Null when there is no such sale. */
  readonly sale: BookingSale | null;
  readonly items: readonly { readonly id: number; readonly free: number }[];
  /** Requests that were booked before, by order id. */
  readonly placed: readonly {
    readonly id: string;
    readonly state: OrderState;
    readonly version: number;
    readonly payByMs: number;
  }[];
  /** Requests that failed before. */
  readonly failed: readonly { readonly attemptId: string; readonly reason: LostReason | "left" }[];
  /** Slots that live orders of these accounts occupy. */
  readonly taken: readonly { readonly accountId: string; readonly slots: number }[];
  /** Accounts there are not. */
  readonly unknownAccounts: readonly string[];
  /** Requests that wait in line. */
  readonly waiting: readonly string[];
}

export interface BookingSale {
  readonly cancelled: boolean;
  readonly priceMinor: number;
  readonly currency: string;
  readonly limitPerAccount: number;
  /** Epoch milliseconds by PostgreSQL's clock and the clock spec: what is booked now has to be paid by then. */
  readonly payByMs: number;
}

/**
 * $1 sale, $2 clock spec, $3 attempts, $4 orders, $5 accounts. Nearly always all but the first two answers are empty:
 * what is usual costs a few index lookups and no row of the result.
 */
const readFactsSql = `
SELECT
  (SELECT json_build_object('cancelled', status = 'cancelled', 'priceMinor', price_minor, 'currency', currency,
      'limitPerAccount', limit_per_account, 'payByMs', (extract(epoch FROM
        (shop_now($2) + payment_window_seconds * interval '1 second')::timestamptz(3)) * 1000)::float8)
    FROM sales WHERE id = $1) AS sale,
  (SELECT coalesce(json_agg(json_build_object('id', id, 'free', released - held - sold)), '[]')
    FROM sale_items WHERE sale_id = $1) AS items,
  (SELECT coalesce(json_agg(json_build_object('id', id, 'state', state, 'version', version,
      'payByMs', (extract(epoch FROM pay_by) * 1000)::float8)), '[]')
    FROM orders WHERE id = ANY($4)) AS placed,
  (SELECT coalesce(json_agg(json_build_object('attemptId', attempt_id, 'reason', reason)), '[]')
    FROM attempt_failures WHERE attempt_id = ANY($3)) AS failed,
  (SELECT coalesce(json_agg(json_build_object('accountId', account_id, 'slots', slots)), '[]')
    FROM (SELECT account_id, bit_or(1 << (slot - 1)) AS slots FROM order_lines
      WHERE sale_id = $1 AND live AND account_id = ANY($5) GROUP BY account_id) AS occupied) AS taken,
  (SELECT coalesce(json_agg(asked.id), '[]') FROM unnest($5::text[]) AS asked (id)
    WHERE NOT EXISTS (SELECT FROM accounts WHERE accounts.id = asked.id)) AS "unknownAccounts",
  (SELECT coalesce(json_agg(attempt_id), '[]') FROM line_entries
    WHERE attempt_id = ANY($3) AND state = 'waiting') AS waiting`;

export async function readBookingFacts(
  client: TransactionClient,
  saleId: number,
  clockSpec: string,
  asked: {
    readonly attemptIds: readonly string[];
    readonly orderIds: readonly string[];
    readonly accountIds: readonly string[];
  },
): Promise<BookingFacts> {
  const { rows } = await client.query<BookingFacts>({
    // Named, so that a connection plans it once.
    name: "read_booking_facts",
    text: readFactsSql,
    values: [saleId, clockSpec, asked.attemptIds, asked.orderIds, asked.accountIds],
  });
  const [facts] = rows;
  if (facts === undefined) throw new Error("a SELECT without FROM has one row");
  return facts;
}
