import { verifyPassword } from "better-auth/crypto";
import type { Busy, SessionAccount, Throttled, Visitor } from "../ports";
import type { OwnAccountParts } from "./own-account-parts";
import type { WrongPassword } from "./ports";

type Check = { readonly word: "right" } | WrongPassword | Throttled | Busy;

/** Whether somebody who is signed in knows the password too. Wrong ones count like those of the sign-in page. */
export async function checkPassword(
  { pool, guard }: OwnAccountParts,
  account: Pick<SessionAccount, "id" | "email">,
  password: string,
  visitor: Visitor,
): Promise<Check> {
  const refused = guard.admit(account.email, visitor.address);
  if (refused !== null) return refused;
  const outcome = await guard
    .inTurn(async (): Promise<Check> => {
      const { rows } = await pool.query<{ hash: string | null }>(
        "SELECT password AS hash FROM credentials WHERE account_id = $1 AND provider_id = 'credential'",
        [account.id],
      );
      const hash = rows[0]?.hash ?? null;
      const isRight = hash !== null && (await verifyPassword({ hash, password }));
      return { word: isRight ? "right" : "wrong_password" };
    })
    .catch((error: unknown) => {
      guard.takeBack(account.email, visitor.address);
      throw error;
    });
  if (outcome.word !== "wrong_password") guard.takeBack(account.email, visitor.address);
  if (outcome.word === "right") guard.forget(account.email);
  return outcome;
}
