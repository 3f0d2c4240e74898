import type { TransactionClient } from "../platform/postgres";
import type { MailToQueue } from "./ports";

/** See QueueMail in ports. */
export async function queueMail(client: TransactionClient, mail: MailToQueue): Promise<void> {
  await client.query(
    `INSERT INTO mails (cause, kind, account_id, recipient, facts) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (cause) DO NOTHING`,
    [mail.cause, mail.kind, mail.accountId, mail.recipient, JSON.stringify(mail.facts)],
  );
}
