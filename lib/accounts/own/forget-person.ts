import { randomUUID } from "node:crypto";
import { deletedEmailDomain } from "../../domain";
import type { TransactionClient } from "../../platform/postgres";

/**
 * Takes the person out of everything that names one. The account's row stays, because orders, ledger and log point to
 * it: they keep what was sold and changed, and nothing of who. No row is left that the address finds.
 */
export async function forgetPerson(
  client: TransactionClient,
  { id, email }: { readonly id: string; readonly email: string },
): Promise<void> {
  await client.query(
    `UPDATE accounts SET name = 'Deleted account', email = $2, email_verified = false, image = NULL, role = 'shopper',
       level = 0, banned = false, ban_reason = NULL, ban_expires = NULL, time_zone = NULL, locale = NULL,
       deleted_at = now(), updated_at = now()
     WHERE id = $1`,
    [id, `deleted-${randomUUID()}@${deletedEmailDomain}`],
  );
  await client.query("DELETE FROM sessions WHERE account_id = $1", [id]);
  await client.query("DELETE FROM credentials WHERE account_id = $1", [id]);
  await client.query("DELETE FROM verifications WHERE identifier IN ('reset:' || $1, 'verify:' || $1)", [id]);
  await client.query("DELETE FROM reminders WHERE account_id = $1 OR email = $2", [id, email]);
  await client.query("DELETE FROM sale_invites WHERE account_id = $1", [id]);
  // The log names keys by what their owner called them; the secret's hash and its first letters go.
  await client.query(
    `UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()), name = 'Deleted', prefix = '',
       hash = 'deleted:' || id WHERE account_id = $1`,
    [id],
  );
  // What waits will not be sent. Servers repeat the address in their refusals.
  await client.query(
    `UPDATE mails SET recipient = '', facts = '{}', error = '', account_id = NULL,
       state = CASE state WHEN 'waiting' THEN 'failed' ELSE state END
     WHERE recipient = $1`,
    [email],
  );
}
