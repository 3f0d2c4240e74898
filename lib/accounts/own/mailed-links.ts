import type { TransactionClient } from "../../platform/postgres";
import { newId } from "../account-id";
import type { LinkPurpose, MailedLink } from "../tokens/link";

/** 22 letters and digits are about 131 bits. */
const linkIdCharacters = 22;

interface LinkWish {
  readonly purpose: LinkPurpose;
  readonly accountId: string;
  readonly expiresAtMs: number;
  readonly nowMs: number;
}

const nameOf = (purpose: LinkPurpose, accountId: string) => `${purpose}:${accountId}`;

/** Remembers a link that is going to be mailed. Earlier ones stay good: mails may overtake each other. */
export async function makeLink(client: TransactionClient, wish: LinkWish): Promise<MailedLink> {
  const { purpose, accountId, expiresAtMs } = wish;
  const id = newId(linkIdCharacters);
  const name = nameOf(purpose, accountId);
  await client.query("DELETE FROM verifications WHERE identifier = $1 AND expires_at <= $2", [
    name,
    new Date(wish.nowMs),
  ]);
  await client.query(
    `INSERT INTO verifications (id, identifier, value, expires_at, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $5)`,
    [id, name, accountId, new Date(expiresAtMs), new Date(wish.nowMs)],
  );
  return { purpose, id, expiresAtMs };
}

/** Whether a link may still be used; using it is `takeLink`. */
export async function isLinkUnused(
  client: Pick<TransactionClient, "query">,
  purpose: LinkPurpose,
  id: string,
  nowMs: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    "SELECT 1 FROM verifications WHERE id = $1 AND identifier = $2 || ':' || value AND expires_at > $3",
    [id, purpose, new Date(nowMs)],
  );
  return rowCount === 1;
}

/**
 * Uses a link: the account it was mailed to, or null when it was used or has expired. Of two who use it at once one
 * waits for the other and finds nothing. The other links of its purpose go with it.
 */
export async function takeLink(
  client: TransactionClient,
  purpose: LinkPurpose,
  id: string,
  nowMs: number,
): Promise<string | null> {
  const { rows } = await client.query<{ accountId: string }>(
    `DELETE FROM verifications WHERE id = $1 AND identifier = $2 || ':' || value AND expires_at > $3
     RETURNING value AS "accountId"`,
    [id, purpose, new Date(nowMs)],
  );
  const accountId = rows[0]?.accountId ?? null;
  if (accountId !== null) {
    await client.query("DELETE FROM verifications WHERE identifier = $1", [nameOf(purpose, accountId)]);
  }
  return accountId;
}
