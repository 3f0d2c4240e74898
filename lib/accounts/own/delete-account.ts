import { newId } from "../account-id";
import type { Visitor } from "../ports";
import { checkPassword } from "./check-password";
import { findObstacle } from "./find-obstacle";
import { forgetPerson } from "./forget-person";
import type { OwnAccountParts } from "./own-account-parts";
import type { DeletionOutcome } from "./ports";

/** All admins first and in one order, as every change of an account's rights does: two that leave at once are two steps. */
const lockAdminsSql = "SELECT id FROM accounts WHERE role = 'admin' ORDER BY id FOR NO KEY UPDATE";

/**
 * A booking waits for the lock of its account. One that a click had started before this moment still becomes an order,
 * of nobody: it is not paid, and its unit returns when its hold ends.
 */
export async function deleteAccount(
  parts: OwnAccountParts,
  visitor: Visitor,
  input: { readonly email: string; readonly password: string },
): Promise<DeletionOutcome> {
  const { pool, door, recall, recordChange } = parts;
  const session = await door.open(visitor);
  if (session === null) return { word: "not_signed_in" };
  const { account } = session;
  if (input.email.toLowerCase() !== account.email) return { word: "wrong_email" };
  const checked = await checkPassword(parts, account, input.password, visitor);
  if (checked.word !== "right") return checked;

  const outcome = await pool.transaction(async (client): Promise<DeletionOutcome> => {
    if (account.role === "admin") await client.query(lockAdminsSql);
    const { rows } = await client.query<{ email: string }>(
      "SELECT email FROM accounts WHERE id = $1 AND deleted_at IS NULL FOR UPDATE",
      [account.id],
    );
    const email = rows[0]?.email;
    if (email === undefined) return { word: "not_signed_in" };
    const obstacle = await findObstacle(client, account.id);
    if (obstacle !== null) return { word: "refused", detail: obstacle };
    await forgetPerson(client, { id: account.id, email });
    await recordChange(client, {
      // Nothing of the person: neither the network nor what the request was called.
      actor: { accountId: account.id, requestId: newId(16), address: null },
      verb: "delete",
      object: `user:${account.id}`,
      before: { deleted: false },
      after: { deleted: true },
    });
    return { word: "deleted", setCookies: door.clear(visitor) };
  });
  if (outcome.word === "deleted") await recall.tellProcesses();
  return outcome;
}
