import type { Pool } from "pg";
import { confirmWithinMs } from "../domain";

/** A demo sale is held again within the hour, and is another one to whoever waited for it. */
const forgetSql = `
DELETE FROM reminders reminder USING sales sale
WHERE sale.id = reminder.sale_id AND (
  reminder.confirmed_at IS NULL AND reminder.created_at <= now() - $2::float8 * interval '1 millisecond'
  OR reminder.starts_at < shop_now($1) - CASE WHEN sale.demo THEN interval '1 minute' ELSE interval '1 day' END
    AND (sale.demo OR sale.starts_at <= shop_now($1)))`;

/** Addresses are kept no longer than they are of use: until a day after the start, or until a link was not followed. */
export async function forgetReminders(pool: Pool, clockSpec: string): Promise<number> {
  const { rowCount } = await pool.query(forgetSql, [clockSpec, confirmWithinMs]);
  return rowCount ?? 0;
}
