import type { Pool } from "pg";
import type { RemindersAnswer } from "../domain";
import type { Clock } from "../platform/clock";
import { remindAt } from "./remind-at";

const listMax = 100;

const listSql = `
SELECT sale.slug, sale.title, reminder.email, reminder.sent_at IS NOT NULL AS sent,
  (extract(epoch FROM sale.starts_at) * 1000)::float8 AS "startsAtMs"
FROM reminders reminder JOIN sales sale ON sale.id = reminder.sale_id
WHERE reminder.account_id = $1 AND reminder.confirmed_at IS NOT NULL
  AND sale.status IN ('published', 'paused') AND sale.starts_at > shop_now($2)
ORDER BY sale.starts_at, sale.id LIMIT ${listMax}`;

interface Row {
  readonly slug: string;
  readonly title: string;
  readonly email: string;
  readonly sent: boolean;
  readonly startsAtMs: number;
}

/** What the account waits for; what has begun is no longer of interest. */
export async function listForAccount(pool: Pool, accountId: string, clock: Clock): Promise<RemindersAnswer> {
  const { rows } = await pool.query<Row>(listSql, [accountId, clock.spec()]);
  const nowMs = clock.nowMs();
  return {
    reminders: rows.map(({ slug, title, email, sent, startsAtMs }) => ({
      slug,
      title,
      startsAt: new Date(startsAtMs).toISOString(),
      channel: "email",
      email,
      remindAt: remindAt(startsAtMs, nowMs),
      sent,
    })),
  };
}
