import type { AdminUser, AdminUsersAnswer } from "../../domain";
import type { LogActor } from "../../log/ports";
import type { UserDeskParts, UserOutcome } from "./change-locked-user";
import { changeUser, type UserChange } from "./change-user";
import { findUser, listUsers, type UsersWish } from "./list-users";
import { restoreUser } from "./restore-user";
import { suspendUser } from "./suspend-user";

/** Accounts as admins see and change them. */
export interface UserDesk {
  list(wish: UsersWish): Promise<AdminUsersAnswer>;
  read(accountId: string): Promise<AdminUser | null>;
  change(accountId: string, change: UserChange, actor: LogActor): Promise<UserOutcome>;
  suspend(accountId: string, reason: string, actor: LogActor): Promise<UserOutcome>;
  restore(accountId: string, actor: LogActor): Promise<UserOutcome>;
}

export function createUserDesk(parts: UserDeskParts): UserDesk {
  return {
    list: (wish) => listUsers(parts.pool, wish),
    read: (accountId) => findUser(parts.pool, accountId),
    change: (accountId, change, actor) => changeUser(parts, accountId, change, actor),
    suspend: (accountId, reason, actor) => suspendUser(parts, accountId, reason, actor),
    restore: (accountId, actor) => restoreUser(parts, accountId, actor),
  };
}
