import type { Locale } from "../domain";
import type { TellParts } from "./tell-starts";

const batchMaxByDefault = 500;

interface Ended {
  readonly id: number;
  readonly name: string;
  readonly saleId: number;
  readonly accountId: string | null;
  readonly recipient: string;
  readonly locale: Locale | null;
  readonly told: boolean;
}

/**
 * Of a cancelled sale every reminder ends. Those who were still waiting for the start hear of it; later, only who held
 * or bought something is concerned, and hears with the order.
 */
const endSql = `
WITH found AS (
  SELECT reminder.id FROM sales sale JOIN reminders reminder ON reminder.sale_id = sale.id
  WHERE sale.status = 'cancelled' LIMIT $2 FOR UPDATE OF reminder SKIP LOCKED
)
DELETE FROM reminders reminder USING found, sales sale
WHERE reminder.id = found.id AND sale.id = reminder.sale_id
RETURNING reminder.id, reminder.unsubscribe_token AS name, reminder.sale_id AS "saleId",
  reminder.account_id AS "accountId",
  coalesce((SELECT email FROM accounts WHERE id = reminder.account_id), reminder.email) AS recipient, reminder.locale,
  reminder.confirmed_at IS NOT NULL AND sale.ends_at > shop_now($1) AND EXISTS (
    SELECT 1 FROM sale_notices notice
    WHERE notice.sale_id = sale.id AND notice.kind = 'cancelled' AND notice.at < sale.starts_at) AS told`;

/** Tells that a sale will not open, and forgets who wanted to be reminded of it. */
export async function tellCancellations(parts: TellParts): Promise<number> {
  const { pool, clockSpec, queueReminderMails, batchMax = batchMaxByDefault } = parts;
  return pool.transaction(async (client) => {
    const { rows } = await client.query<Ended>(endSql, [clockSpec(), batchMax]);
    const mails = rows
      .filter(({ told }) => told)
      .map(({ id, name, saleId, accountId, recipient, locale }) => {
        return { cause: String(id), accountId, saleId, recipient, facts: { reminder: name, locale } };
      });
    await queueReminderMails(client, "reminder_cancelled", mails);
    return rows.length;
  });
}
