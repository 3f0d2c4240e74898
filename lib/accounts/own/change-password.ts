import { hashPassword } from "better-auth/crypto";
import type { Visitor } from "../ports";
import { checkPassword } from "./check-password";
import type { OwnAccountParts } from "./own-account-parts";
import type { PasswordOutcome } from "./ports";
import { writePassword } from "./write-password";

export async function changePassword(
  parts: OwnAccountParts,
  visitor: Visitor,
  input: { readonly currentPassword: string; readonly newPassword: string },
): Promise<PasswordOutcome> {
  const { pool, door, guard, passes, recall } = parts;
  const session = await door.open(visitor);
  if (session === null) return { word: "not_signed_in" };
  const { account } = session;
  const checked = await checkPassword(parts, account, input.currentPassword, visitor);
  if (checked.word !== "right") return checked;
  const hashed = await guard.inTurn(async () => ({
    word: "hashed" as const,
    hash: await hashPassword(input.newPassword),
  }));
  if (hashed.word === "busy") return hashed;
  const changed = await pool.transaction((client) =>
    writePassword(parts, client, { accountId: account.id, hash: hashed.hash, sparedId: session.id }),
  );
  if (!changed) return { word: "not_signed_in" };
  await recall.tellProcesses();
  return { word: "changed", setCookies: [...session.setCookies, passes.issue(account)] };
}
