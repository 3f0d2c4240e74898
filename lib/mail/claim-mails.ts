import type { Pool } from "pg";
import {
  defaultLocale,
  type Locale,
  locales,
  type MailKind,
  type Money,
  type OrderState,
  type SaleStatus,
} from "../domain";

/** A mail that is due, with the order it is about as that is now. */
export interface DueMail {
  readonly id: string;
  readonly cause: string;
  readonly kind: MailKind;
  readonly recipient: string;
  readonly facts: unknown;
  /** What its recipient's account asks for, or the page that the mail was asked for on. */
  readonly locale: Locale;
  /** This try included. */
  readonly tries: number;
  readonly order: MailOrder | null;
  /** The sale it is about, as that is now. */
  readonly sale: MailSale | null;
  /** Whether the reminder it belongs to is still wanted. */
  readonly wanted: boolean;
}

export interface MailSale {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly status: SaleStatus;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly version: number;
  readonly price: Money;
  readonly cancelReason: string | null;
  /** The recipient's own where the account says one, else the store's. */
  readonly timeZone: string;
  /** By the shop's clock. */
  readonly nowMs: number;
}

export interface MailOrder {
  readonly id: string;
  readonly number: number;
  readonly state: OrderState;
  readonly amount: Money;
  readonly payByMs: number;
  /** By the shop's clock. */
  readonly nowMs: number;
  readonly saleTitle: string;
  readonly saleSlug: string;
  readonly timeZone: string;
  readonly cancelReason: string | null;
}

/** How mails are tried. */
export interface MailPace {
  /** Taken in one round; they go out side by side. */
  readonly batchMax: number;
  /** After the first try; doubles up to `retryMaxMs`. Longer than a try may take, for that is how one is claimed. */
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  /** Then it is given up: with these figures after about six hours. */
  readonly triesMax: number;
}

export const defaultMailPace: MailPace = {
  batchMax: 10,
  retryFirstMs: 60_000,
  retryMaxMs: 3_600_000,
  triesMax: 12,
};

const claimSql = `
WITH due AS (
  SELECT id FROM mails WHERE state = 'waiting' AND not_before <= now() + interval '1 millisecond'
  ORDER BY not_before, id LIMIT $1 FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE mails mail SET tries = mail.tries + 1,
    not_before = now() + least($3::float8, $2::float8 * 2 ^ least(mail.tries, 30)) * interval '1 millisecond'
  FROM due WHERE mail.id = due.id
  RETURNING mail.*
)
SELECT mail.id, mail.cause, mail.kind, mail.recipient, mail.facts, mail.tries,
  coalesce(account.locale, mail.facts->>'locale') AS locale,
  CASE WHEN o.id IS NOT NULL THEN json_build_object(
    'id', o.id, 'number', o.number, 'state', o.state,
    'amount', json_build_object('minor', o.amount_minor, 'currency', o.currency),
    'payByMs', extract(epoch FROM o.pay_by) * 1000, 'nowMs', extract(epoch FROM shop_now($4)) * 1000,
    'saleTitle', sale.title, 'saleSlug', sale.slug, 'timeZone', sale.time_zone, 'cancelReason', sale.cancel_reason)
  END AS "order",
  CASE WHEN sale.id IS NOT NULL THEN json_build_object(
    'id', sale.id, 'slug', sale.slug, 'title', sale.title, 'status', sale.status,
    'startsAtMs', extract(epoch FROM sale.starts_at) * 1000, 'endsAtMs', extract(epoch FROM sale.ends_at) * 1000,
    'version', sale.version, 'price', json_build_object('minor', sale.price_minor, 'currency', sale.currency),
    'cancelReason', sale.cancel_reason, 'timeZone', coalesce(account.time_zone, sale.time_zone),
    'nowMs', extract(epoch FROM shop_now($4)) * 1000)
  END AS sale,
  EXISTS (SELECT 1 FROM reminders WHERE unsubscribe_token = mail.facts->>'reminder') AS wanted
FROM claimed mail LEFT JOIN orders o ON o.id = mail.order_id
  LEFT JOIN sales sale ON sale.id = coalesce(o.sale_id, mail.sale_id)
  LEFT JOIN accounts account ON account.id = mail.account_id
ORDER BY mail.id`;

/**
 * Takes mails that are due. They come due again by themselves, later with every try, until one of the functions below
 * says that it is over: a mail whose sending this process does not live to record goes out again.
 */
export async function claimMails(pool: Pool, pace: MailPace, clockSpec: string): Promise<readonly DueMail[]> {
  const values = [pace.batchMax, pace.retryFirstMs, pace.retryMaxMs, clockSpec];
  const { rows } = await pool.query<Omit<DueMail, "locale"> & { readonly locale: string | null }>(claimSql, values);
  return rows.map((row) => ({ ...row, locale: locales.find((known) => known === row.locale) ?? defaultLocale }));
}

export async function recordSent(pool: Pool, id: string): Promise<void> {
  await pool.query("UPDATE mails SET state = 'sent', sent_at = now(), error = '' WHERE id = $1", [id]);
}

/** It did not go out; `final` gives it up, else it comes due again. */
export async function recordFailure(pool: Pool, id: string, error: string, final: boolean): Promise<void> {
  await pool.query(
    `UPDATE mails SET error = $2, state = CASE WHEN $3 THEN 'failed' ELSE state END WHERE id = $1 AND state = 'waiting'`,
    [id, error.slice(0, errorCharactersMax), final],
  );
}

const errorCharactersMax = 300;
