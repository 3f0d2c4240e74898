import type { AdminUser } from "../../domain";
import type { LogActor, RecordChange } from "../../log/ports";
import type { QueueMail } from "../../mail/ports";
import type { ShopPool, TransactionClient } from "../../platform/postgres";
import { findUser } from "./list-users";
import { suspendedSql } from "./user-rows";

export interface UserDeskParts {
  readonly pool: ShopPool;
  readonly recordChange: RecordChange;
  readonly queueMail: QueueMail;
  /** Tells every process who is suspended now. A failure is its own to log; the worker tells them a second later. */
  readonly tellProcesses: () => Promise<void>;
}

export type UserOutcome =
  | { readonly word: "done"; readonly user: AdminUser; readonly changed: boolean }
  | { readonly word: "not_found" }
  /** Who asks is no admin any more. */
  | { readonly word: "forbidden" }
  /** `detail` says why not and what to do. */
  | { readonly word: "refused"; readonly detail: string };

/** What a verb does to an account. */
export interface UserStep {
  /** As in the log. */
  readonly verb: string;
  /** The fields that change, as the log keeps them; null when it is as wished already. */
  readonly plan: (user: AdminUser) => { readonly before: UserFields; readonly after: UserFields } | null;
  readonly write: (client: TransactionClient, user: AdminUser) => Promise<void>;
}

type UserFields = Readonly<Record<string, unknown>>;

/**
 * Every change of an account's rights waits for the one before: they all lock all admins first, always in the same
 * order. So two admins who take each other's role at the same moment are two changes, of which the second is refused.
 */
const lockAdminsSql = `
SELECT account.id FROM accounts account WHERE account.role = 'admin' AND NOT ${suspendedSql}
ORDER BY account.id FOR NO KEY UPDATE`;

/**
 * The frame of every verb over an account. Who changes one is an admin at that moment, under the lock, and never changes
 * themselves: so one admin always remains.
 */
export async function changeLockedUser(
  parts: UserDeskParts,
  accountId: string,
  actor: LogActor,
  step: UserStep,
): Promise<UserOutcome> {
  return parts.pool.transaction(async (client): Promise<UserOutcome> => {
    const admins = (await client.query<{ id: string }>(lockAdminsSql)).rows.map(({ id }) => id);
    await client.query("SELECT 1 FROM accounts WHERE id = $1 FOR NO KEY UPDATE", [accountId]);
    const user = await findUser(client, accountId);
    if (user === null) return { word: "not_found" };
    if (accountId === actor.accountId) return { word: "refused", detail: notOneself };
    if (!admins.includes(actor.accountId)) return { word: "forbidden" };
    const plan = step.plan(user);
    if (plan === null) return { word: "done", user, changed: false };
    await step.write(client, user);
    await parts.recordChange(client, { actor, verb: step.verb, object: `user:${accountId}`, ...plan });
    return { word: "done", user: (await findUser(client, accountId)) ?? user, changed: true };
  });
}

const notOneself = "This is your own account. Ask another admin to change it.";
