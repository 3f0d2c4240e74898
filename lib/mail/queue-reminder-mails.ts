import type { TransactionClient } from "../platform/postgres";
import type { ReminderMail, ReminderMailKind } from "./ports";

const queueSql = `
INSERT INTO mails (cause, kind, account_id, sale_id, recipient, facts)
SELECT $1 || ':' || cause, $1, account_id, sale_id, recipient, facts
FROM unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::jsonb[])
  AS mail (cause, account_id, sale_id, recipient, facts)
ON CONFLICT (cause) DO NOTHING`;

/** See QueueReminderMails in ports. */
export async function queueReminderMails(
  client: TransactionClient,
  kind: ReminderMailKind,
  mails: readonly ReminderMail[],
): Promise<void> {
  if (mails.length === 0) return;
  await client.query(queueSql, [
    kind,
    mails.map(({ cause }) => cause),
    mails.map(({ accountId }) => accountId),
    mails.map(({ saleId }) => saleId),
    mails.map(({ recipient }) => recipient),
    mails.map(({ facts }) => JSON.stringify(facts)),
  ]);
}
