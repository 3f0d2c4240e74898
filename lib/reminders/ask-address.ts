import { confirmWithinMs, type Locale, type ReminderOutcome, type SaleSnapshot } from "../domain";
import type { QueueReminderMails } from "../mail/ports";
import type { Clock } from "../platform/clock";
import type { ShopPool, TransactionClient } from "../platform/postgres";
import { remindAt } from "./remind-at";

export interface AskParts {
  readonly pool: ShopPool;
  readonly clock: Clock;
  readonly queueReminderMails: QueueReminderMails;
}

export interface AskWish {
  readonly sale: SaleSnapshot;
  /** In lower case. */
  readonly email: string;
  /** Of the reminder, if there is none yet. */
  readonly name: string;
  /** Of the page it was asked on. */
  readonly locale: Locale | null;
}

/** Links that one address can have open at a time, over all sales: whoever types it, it gets no more mails than this. */
const openLinksMax = 5;

/** A wish of the same address waits for the one before it, so that the count holds. */
const lockSql = "SELECT pg_advisory_xact_lock(hashtextextended('zerohour:reminder:' || $1, 0))";

const forgetSql = `
DELETE FROM reminders
WHERE email = $1 AND confirmed_at IS NULL AND created_at <= now() - $2::float8 * interval '1 millisecond'`;

const addSql = `
INSERT INTO reminders (sale_id, email, starts_at, unsubscribe_token, locale)
SELECT sale.id, $2, sale.starts_at, $3, $5 FROM sales sale
WHERE sale.id = $1 AND sale.status IN ('published', 'paused') AND sale.starts_at > shop_now($4)
  AND (SELECT count(*) FROM reminders WHERE email = $2 AND confirmed_at IS NULL) < ${openLinksMax}
ON CONFLICT (sale_id, email) DO NOTHING
RETURNING id`;

/**
 * Writes to an address that somebody typed, once per sale, to ask whether it wants the reminder. Whether anything was
 * written is not told: the answer must not say whether the address is known here.
 */
export async function askAddress(parts: AskParts, wish: AskWish): Promise<ReminderOutcome> {
  const { pool, clock, queueReminderMails } = parts;
  const { sale, email, name, locale } = wish;
  await pool.transaction(async (client) => {
    const id = await addUnconfirmed(client, wish, clock.spec());
    if (id === null) return;
    const facts = { reminder: name, locale };
    const mail = { cause: String(id), accountId: null, saleId: sale.id, recipient: email, facts };
    await queueReminderMails(client, "reminder_confirm", [mail]);
  });
  const reminder = {
    state: "unconfirmed",
    channel: "email",
    email,
    remindAt: remindAt(sale.startsAtMs, clock.nowMs()),
  } as const;
  return { word: "asked", reminder };
}

async function addUnconfirmed(
  client: TransactionClient,
  { sale, email, name, locale }: AskWish,
  clockSpec: string,
): Promise<number | null> {
  await client.query(lockSql, [email]);
  await client.query(forgetSql, [email, confirmWithinMs]);
  const { rows } = await client.query<{ id: number }>(addSql, [sale.id, email, name, clockSpec, locale]);
  return rows[0]?.id ?? null;
}
