import { randomUUID } from "node:crypto";
import type { LogActor } from "../../log/ports";
import { defaultAccountsSettings } from "../accounts-settings";
import { callInPasses } from "../pass-recall";
import { changeLockedUser, type UserDeskParts, type UserOutcome } from "./change-locked-user";

/**
 * The account is signed out everywhere and cannot sign in or buy; its paid orders stay. The pass in its browsers, which
 * would count for hours, is refused by every process within a second.
 */
export async function suspendUser(
  parts: UserDeskParts,
  accountId: string,
  reason: string,
  actor: LogActor,
): Promise<UserOutcome> {
  const outcome = await changeLockedUser(parts, accountId, actor, {
    verb: "suspend",
    plan: (user) => (user.suspended ? null : { before: { suspended: false }, after: { suspended: true, reason } }),
    async write(client, user) {
      await client.query(
        "UPDATE accounts SET banned = true, ban_reason = $2, ban_expires = NULL, updated_at = now() WHERE id = $1",
        [accountId, reason],
      );
      await client.query("DELETE FROM sessions WHERE account_id = $1", [accountId]);
      // The suspension itself refuses them while it lasts; this does when the account is restored.
      await callInPasses(client, accountId, Date.now() + defaultAccountsSettings.passMaxAgeMs);
      // A name of its own: what happens once here is told once, and requests may share the name their sender gave them.
      const cause = `account_suspended:${accountId}:${randomUUID()}`;
      const mail = { cause, kind: "account_suspended", accountId, recipient: user.email, facts: { reason } } as const;
      await parts.queueMail(client, mail);
    },
  });
  if (outcome.word === "done" && outcome.changed) await parts.tellProcesses();
  return outcome;
}
