import { type Locale, remindBeforeMs } from "../domain";
import type { QueueReminderMails, ReminderMail } from "../mail/ports";
import type { ShopPool } from "../platform/postgres";

export interface TellParts {
  readonly pool: ShopPool;
  readonly clockSpec: () => string;
  readonly queueReminderMails: QueueReminderMails;
  /** Reminders taken in one statement. */
  readonly batchMax?: number;
}

const batchMaxByDefault = 500;

/** A reminder that was taken, with what its mail needs. */
interface Taken {
  readonly id: number;
  readonly name: string;
  readonly saleId: number;
  readonly accountId: string | null;
  readonly recipient: string;
  readonly locale: Locale | null;
  readonly version: number;
  /** The start its owner knew of, and the one it has. */
  readonly knownMs: number;
  readonly startsAtMs: number;
}

const beforeStart = `interval '${remindBeforeMs} milliseconds'`;
const isUpcoming = "sale.status IN ('published', 'paused') AND sale.starts_at > shop_now($1)";
const taken = `reminder.id, reminder.unsubscribe_token AS name, reminder.sale_id AS "saleId",
  reminder.account_id AS "accountId",
  coalesce((SELECT email FROM accounts WHERE id = reminder.account_id), reminder.email) AS recipient, reminder.locale, sale.version,
  (extract(epoch FROM found.known) * 1000)::float8 AS "knownMs",
  (extract(epoch FROM sale.starts_at) * 1000)::float8 AS "startsAtMs"`;

const dueSql = `
WITH found AS (
  SELECT reminder.id, reminder.starts_at AS known
  FROM sales sale JOIN reminders reminder ON reminder.sale_id = sale.id
  WHERE ${isUpcoming} AND sale.starts_at <= shop_now($1) + ${beforeStart}
    AND reminder.confirmed_at IS NOT NULL AND reminder.sent_at IS NULL
  LIMIT $2 FOR UPDATE OF reminder SKIP LOCKED
)
UPDATE reminders reminder SET sent_at = now(), starts_at = sale.starts_at
FROM found, sales sale WHERE reminder.id = found.id AND sale.id = reminder.sale_id
RETURNING ${taken}`;

/**
 * Reminds of the starts that are near. A reminder and its mail change in one transaction, so each start is told once
 * however many workers look, and whoever dies between. A start that was moved into the next minutes is told with it.
 */
export function remindOfStarts(parts: TellParts): Promise<number> {
  return tell(parts, "reminder_due", dueSql, ({ knownMs, startsAtMs }) =>
    knownMs === startsAtMs ? {} : { fromMs: knownMs },
  );
}

const wantsMove = `reminder.confirmed_at IS NOT NULL
  AND (reminder.sent_at IS NOT NULL OR sale.starts_at > shop_now($1) + ${beforeStart})`;
const movedFrom = (comparison: "<" | ">") => `
  (SELECT reminder.id FROM reminders reminder
   WHERE reminder.sale_id = sale.id AND reminder.starts_at ${comparison} sale.starts_at AND ${wantsMove} LIMIT $2)`;

/**
 * Looked for in every sale by itself, as a range on either side of its start: the index then finds at once that nothing
 * is there, however many wait. The demo holds its sales again and again, and nobody means that by a move.
 */
const movedSql = `
WITH moved AS (
  SELECT other.id FROM sales sale CROSS JOIN LATERAL (${movedFrom("<")} UNION ALL ${movedFrom(">")}) other
  WHERE ${isUpcoming} AND NOT sale.demo LIMIT $2
), found AS (
  SELECT reminder.id, reminder.starts_at AS known
  FROM moved JOIN reminders reminder ON reminder.id = moved.id JOIN sales sale ON sale.id = reminder.sale_id
  WHERE reminder.starts_at <> sale.starts_at AND ${wantsMove} FOR UPDATE OF reminder SKIP LOCKED
)
UPDATE reminders reminder SET starts_at = sale.starts_at,
  sent_at = CASE WHEN sale.starts_at > shop_now($1) + ${beforeStart} THEN NULL ELSE reminder.sent_at END
FROM found, sales sale WHERE reminder.id = found.id AND sale.id = reminder.sale_id
RETURNING ${taken}`;

/** Tells that a start was moved since its owner last heard of it; the new one is reminded of in its turn. */
export function tellMoves(parts: TellParts): Promise<number> {
  return tell(parts, "reminder_moved", movedSql, ({ knownMs, startsAtMs }) => ({ fromMs: knownMs, toMs: startsAtMs }));
}

async function tell(
  { pool, clockSpec, queueReminderMails, batchMax = batchMaxByDefault }: TellParts,
  kind: "reminder_due" | "reminder_moved",
  sql: string,
  moved: (reminder: Taken) => Pick<ReminderMail["facts"], "fromMs" | "toMs">,
): Promise<number> {
  return pool.transaction(async (client) => {
    const { rows } = await client.query<Taken>(sql, [clockSpec(), batchMax]);
    await queueReminderMails(
      client,
      kind,
      rows.map((reminder) => mailOf(reminder, moved(reminder))),
    );
    return rows.length;
  });
}

/** A sale's version goes up with every change, so what is told of each is told once. */
function mailOf(reminder: Taken, moved: Pick<ReminderMail["facts"], "fromMs" | "toMs">): ReminderMail {
  const { id, version, accountId, saleId, recipient, name, locale } = reminder;
  return { cause: `${id}:${version}`, accountId, saleId, recipient, facts: { reminder: name, locale, ...moved } };
}
