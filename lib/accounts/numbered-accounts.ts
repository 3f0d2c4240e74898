import { createHash } from "node:crypto";
import type { Role } from "../domain";
import { accountIdCharacters, lettersOf } from "./account-id";

/** Accounts for tests and rehearsals: their address and id follow from role and number, 1 and up. */
export interface NumberedAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

const reservedPattern = /^(?:shopper|marketer|admin)-\d{6,}@example\.test$/i;

/** Addresses nobody may sign up with, so that an operator's test accounts never meet a stranger's. */
export function isReservedEmail(email: string): boolean {
  return reservedPattern.test(email);
}

/** The same number always gives the same account, on every machine. */
export function numberedAccount(role: Role, number: number): NumberedAccount {
  const padded = String(number).padStart(6, "0");
  const digest = createHash("sha512").update(`zerohour numbered account ${role} ${number}`).digest();
  const title = `${role.slice(0, 1).toUpperCase()}${role.slice(1)}`;
  return {
    // 64 bytes hold far more than 16 lucky ones: even half that many missing would be a wonder.
    id: lettersOf(digest, accountIdCharacters),
    email: `${role}-${padded}@example.test`,
    name: `${title} ${number}`,
  };
}
