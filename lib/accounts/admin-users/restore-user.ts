import type { LogActor } from "../../log/ports";
import { changeLockedUser, type UserDeskParts, type UserOutcome } from "./change-locked-user";

/** The account may sign in and buy again; its sessions are gone for good. */
export async function restoreUser(parts: UserDeskParts, accountId: string, actor: LogActor): Promise<UserOutcome> {
  const outcome = await changeLockedUser(parts, accountId, actor, {
    verb: "restore",
    plan: (user) =>
      user.suspended
        ? { before: { suspended: true, reason: user.suspendedReason }, after: { suspended: false } }
        : null,
    async write(client) {
      await client.query(
        "UPDATE accounts SET banned = false, ban_reason = NULL, ban_expires = NULL, updated_at = now() WHERE id = $1",
        [accountId],
      );
    },
  });
  if (outcome.word === "done" && outcome.changed) await parts.tellProcesses();
  return outcome;
}
