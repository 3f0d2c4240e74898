import type { AttemptLimit } from "../attempt-limit";
import type { Visitor } from "../ports";
import { makeLink } from "./mailed-links";
import type { OwnAccountParts } from "./own-account-parts";
import type { ForgotOutcome } from "./ports";
import { takeAsLong } from "./take-as-long";

export interface ForgottenLimits {
  readonly perAccount: AttemptLimit;
  readonly perAddress: AttemptLimit;
}

/** Who has no password, such as a numbered account, cannot have forgotten it; who is suspended could not sign in. */
const findSql = `
SELECT account.id FROM accounts account JOIN credentials credential ON credential.account_id = account.id
WHERE account.email = $1 AND account.deleted_at IS NULL AND credential.password IS NOT NULL
  AND NOT (account.banned AND (account.ban_expires IS NULL OR account.ban_expires > now()))`;

/**
 * Counted by what was typed, whether or not such an account exists. The network comes first, as at the sign-in: once it
 * is stopped its wishes no longer count against the addresses it names.
 */
export async function forgotPassword(
  parts: OwnAccountParts,
  limits: ForgottenLimits,
  typedEmail: string,
  visitor: Visitor,
): Promise<ForgotOutcome> {
  const { settings } = parts;
  const email = typedEmail.toLowerCase();
  const addressWaitMs = visitor.address === null ? 0 : limits.perAddress.take(visitor.address, parts.nowMs());
  if (addressWaitMs > 0) return { word: "throttled", retryAfterMs: addressWaitMs };
  const accountWaitMs = limits.perAccount.take(email, parts.nowMs());
  if (accountWaitMs > 0) return { word: "throttled", retryAfterMs: accountWaitMs };
  await takeAsLong(settings.forgottenAnswerMs, () => mailLink(parts, email));
  return { word: "taken", linkValidMs: settings.resetLinkMs };
}

function mailLink({ pool, settings, nowMs, queueMail }: OwnAccountParts, email: string): Promise<void> {
  return pool.transaction(async (client) => {
    const accountId = (await client.query<{ id: string }>(findSql, [email])).rows[0]?.id;
    if (accountId === undefined) return;
    const expiresAtMs = nowMs() + settings.resetLinkMs;
    const link = await makeLink(client, { purpose: "reset", accountId, expiresAtMs, nowMs: nowMs() });
    const facts = { linkId: link.id, expiresAtMs };
    await queueMail(client, {
      cause: `password_reset:${link.id}`,
      kind: "password_reset",
      accountId,
      recipient: email,
      facts,
    });
  });
}
