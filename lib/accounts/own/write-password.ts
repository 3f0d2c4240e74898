import type { TransactionClient } from "../../platform/postgres";
import { newId } from "../account-id";
import { signOutElsewhere } from "../pass-recall";
import type { OwnAccountParts } from "./own-account-parts";

interface NewPassword {
  readonly accountId: string;
  readonly hash: string;
  /** The session that changes it; null spares none. */
  readonly sparedId: string | null;
}

/** The new password, every other session's end, and the mail that tells of it: one step. False when there is no account. */
export async function writePassword(
  { queueMail, settings, nowMs }: OwnAccountParts,
  client: TransactionClient,
  { accountId, hash, sparedId }: NewPassword,
): Promise<boolean> {
  const { rows } = await client.query<{ email: string }>(
    "SELECT email FROM accounts WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE",
    [accountId],
  );
  const recipient = rows[0]?.email;
  if (recipient === undefined) return false;
  await client.query(
    "UPDATE credentials SET password = $2, updated_at = now() WHERE account_id = $1 AND provider_id = 'credential'",
    [accountId, hash],
  );
  await signOutElsewhere(client, { accountId, sparedId, endingBeforeMs: nowMs() + settings.passMaxAgeMs });
  const cause = `password_changed:${accountId}:${newId(16)}`;
  await queueMail(client, { cause, kind: "password_changed", accountId, recipient, facts: {} });
  return true;
}
