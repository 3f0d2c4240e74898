import type { Pool } from "pg";
import { confirmWithinMs, type LinkedReminderOutcome, type SaleStatus } from "../domain";

/** The link of an address that has not said yes dies after a day; afterwards it may be asked again. */
const isAlive = `(reminder.confirmed_at IS NOT NULL
  OR reminder.created_at > now() - ${confirmWithinMs} * interval '1 millisecond')`;

const lookSql = `
SELECT reminder.email, reminder.confirmed_at IS NOT NULL AS confirmed, sale.slug, sale.title, sale.status,
  (extract(epoch FROM sale.starts_at) * 1000)::float8 AS "startsAtMs", sale.time_zone AS "timeZone"
FROM reminders reminder JOIN sales sale ON sale.id = reminder.sale_id
WHERE reminder.unsubscribe_token = $1 AND ${isAlive}`;

interface Row {
  readonly email: string;
  readonly confirmed: boolean;
  readonly slug: string;
  readonly title: string;
  readonly status: SaleStatus;
  readonly startsAtMs: number;
  readonly timeZone: string;
}

/** Whoever has the link got it by mail, so the address is no secret to them. */
export async function lookAtReminder(pool: Pool, name: string): Promise<LinkedReminderOutcome> {
  const { rows } = await pool.query<Row>(lookSql, [name]);
  const [row] = rows;
  if (row === undefined) return { word: "gone" };
  const { email, confirmed, ...sale } = row;
  return { word: "found", reminder: { email, confirmed, sale } };
}

/** With the start as the page showed it, so that only later moves are told. */
const confirmSql = `
UPDATE reminders reminder SET confirmed_at = coalesce(reminder.confirmed_at, now()),
  starts_at = CASE WHEN reminder.confirmed_at IS NULL THEN sale.starts_at ELSE reminder.starts_at END
FROM sales sale WHERE sale.id = reminder.sale_id AND reminder.unsubscribe_token = $1 AND ${isAlive}`;

export async function confirmReminder(pool: Pool, name: string): Promise<"confirmed" | "gone"> {
  const { rowCount } = await pool.query(confirmSql, [name]);
  return rowCount === 1 ? "confirmed" : "gone";
}

export async function stopReminder(pool: Pool, name: string): Promise<"stopped"> {
  await pool.query("DELETE FROM reminders WHERE unsubscribe_token = $1", [name]);
  return "stopped";
}
