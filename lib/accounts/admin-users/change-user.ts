import type { Role } from "../../domain";
import type { LogActor } from "../../log/ports";
import { changeLockedUser, type UserDeskParts, type UserOutcome } from "./change-locked-user";

export interface UserChange {
  readonly role?: Role | undefined;
  readonly level?: number | undefined;
}

/** Another role counts with the next request; another level when the pass is renewed, at the latest at the next sign-in. */
export function changeUser(
  parts: UserDeskParts,
  accountId: string,
  change: UserChange,
  actor: LogActor,
): Promise<UserOutcome> {
  return changeLockedUser(parts, accountId, actor, {
    verb: "change",
    plan(user) {
      const { role = user.role, level = user.level } = change;
      if (role === user.role && level === user.level) return null;
      return {
        before: {
          ...(role === user.role ? {} : { role: user.role }),
          ...(level === user.level ? {} : { level: user.level }),
        },
        after: { ...(role === user.role ? {} : { role }), ...(level === user.level ? {} : { level }) },
      };
    },
    async write(client, user) {
      const { role = user.role, level = user.level } = change;
      await client.query("UPDATE accounts SET role = $2, level = $3, updated_at = now() WHERE id = $1", [
        accountId,
        role,
        level,
      ]);
    },
  });
}
