import { composeAttemptId } from "../../domain";
import type { TokenKeys } from "./keys";

/** 22 characters of base64url: 132 bits. */
const tailCharacters = 22;

/**
 * The attempt a wish is: the same sale, account and key always give the same id, so a resend needs no look-up,
 * and nobody without the secret can name somebody else's attempt.
 */
export function attemptIdFor(keys: TokenKeys, saleId: number, accountId: string, attemptKey: string): string {
  // None of the three can contain the separator: a number, a checked account id and a checked key.
  const wish = `${saleId}|${accountId}|${attemptKey}`;
  return composeAttemptId(saleId, keys.attempt.current.hash(wish).slice(0, tailCharacters));
}
