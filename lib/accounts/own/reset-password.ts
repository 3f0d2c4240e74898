import { hashPassword } from "better-auth/crypto";
import { verifyLink } from "../tokens/link";
import { isLinkUnused, takeLink } from "./mailed-links";
import type { OwnAccountParts } from "./own-account-parts";
import type { ResetOutcome } from "./ports";
import { writePassword } from "./write-password";

/** Forged and used links are refused before they cost a hash. */
export async function resetPassword(
  parts: OwnAccountParts,
  input: { readonly token: string; readonly password: string },
): Promise<ResetOutcome> {
  const { pool, keys, guard, recall, nowMs } = parts;
  const link = verifyLink(keys, "reset", input.token, nowMs());
  if (link.word !== "ok" || !(await isLinkUnused(pool, "reset", link.id, nowMs()))) return { word: "bad_link" };
  const hashed = await guard.inTurn(async () => ({
    word: "hashed" as const,
    hash: await hashPassword(input.password),
  }));
  if (hashed.word === "busy") return hashed;
  const email = await pool.transaction(async (client) => {
    const accountId = await takeLink(client, "reset", link.id, nowMs());
    if (accountId === null) return null;
    if (!(await writePassword(parts, client, { accountId, hash: hashed.hash, sparedId: null }))) return null;
    // The link came by mail: whoever used it reads that address.
    const { rows } = await client.query<{ email: string }>(
      "UPDATE accounts SET email_verified = true, updated_at = now() WHERE id = $1 RETURNING email",
      [accountId],
    );
    return rows[0]?.email ?? null;
  });
  if (email === null) return { word: "bad_link" };
  guard.forget(email);
  await recall.tellProcesses();
  return { word: "done" };
}
