import type { Pool } from "pg";
import type { Locale, ReminderAnswer, ReminderOutcome, SaleSnapshot } from "../domain";
import type { Clock } from "../platform/clock";
import { remindAt } from "./remind-at";

/** An address that was confirmed before, or waits to be, becomes the account's. */
const setSql = `
INSERT INTO reminders (sale_id, account_id, email, confirmed_at, starts_at, unsubscribe_token, locale)
SELECT sale.id, account.id, account.email, now(), sale.starts_at, $3, $5
FROM sales sale, accounts account
WHERE sale.id = $1 AND account.id = $2 AND sale.status IN ('published', 'paused') AND sale.starts_at > shop_now($4)
ON CONFLICT (sale_id, email) DO UPDATE SET account_id = excluded.account_id,
  locale = coalesce(excluded.locale, reminders.locale),
  confirmed_at = coalesce(reminders.confirmed_at, excluded.confirmed_at)
RETURNING email, (extract(epoch FROM starts_at) * 1000)::float8 AS "startsAtMs"`;

interface SetWish {
  readonly saleId: number;
  readonly accountId: string;
  /** Of the reminder, if there is none yet. */
  readonly name: string;
  /** Of the page it was set on. */
  readonly locale: Locale | null;
}

/** One reminder per account and sale, confirmed at once; setting it again changes nothing. */
export async function setForAccount(pool: Pool, wish: SetWish, clock: Clock): Promise<ReminderOutcome> {
  const { rows } = await pool.query<{ email: string; startsAtMs: number }>(setSql, [
    wish.saleId,
    wish.accountId,
    wish.name,
    clock.spec(),
    wish.locale,
  ]);
  const [row] = rows;
  // It began, or was called off, since the process last heard of it.
  if (row === undefined) return { word: "not_upcoming", phase: "live" };
  return { word: "set", reminder: answer("on", row.email, row.startsAtMs, clock.nowMs()) };
}

const readSql = `
SELECT account.email AS "accountEmail", reminder.email
FROM accounts account LEFT JOIN reminders reminder
  ON reminder.account_id = account.id AND reminder.sale_id = $1 AND reminder.confirmed_at IS NOT NULL
WHERE account.id = $2`;

export async function readForAccount(
  pool: Pool,
  sale: SaleSnapshot,
  accountId: string,
  clock: Clock,
): Promise<ReminderAnswer | null> {
  const { rows } = await pool.query<{ accountEmail: string; email: string | null }>(readSql, [sale.id, accountId]);
  const [row] = rows;
  if (row === undefined) return null;
  const state = row.email === null ? "off" : "on";
  return answer(state, row.email ?? row.accountEmail, sale.startsAtMs, clock.nowMs());
}

export async function removeForAccount(pool: Pool, saleId: number, accountId: string): Promise<void> {
  await pool.query("DELETE FROM reminders WHERE sale_id = $1 AND account_id = $2", [saleId, accountId]);
}

function answer(state: "on" | "off", email: string, startsAtMs: number, nowMs: number): ReminderAnswer {
  return { state, channel: "email", email, remindAt: remindAt(startsAtMs, nowMs) };
}
