import type { Pool } from "pg";
import { type NumberedShopper, signInNumbered } from "../accounts/sign-in-numbered";
import type { TokenKeys } from "../accounts/tokens/keys";
import type { Role } from "../domain";

export interface MakeShoppersOptions {
  /** How many numbers to leave out, so that tests on one database get accounts of their own. */
  readonly offset?: number;
  readonly role?: Role;
  readonly appOrigin?: string;
  readonly nowMs?: number;
}

/** Accounts that are signed in, made exactly as `npm run shoppers` makes them. */
export async function makeShoppers(
  pool: Pool,
  keys: TokenKeys,
  count: number,
  options: MakeShoppersOptions = {},
): Promise<NumberedShopper[]> {
  const { offset = 0, role = "shopper", appOrigin = "http://localhost", nowMs = Date.now() } = options;
  const shoppers: NumberedShopper[] = [];
  const range = { role, first: offset + 1, count };
  for await (const batch of signInNumbered({ pool, keys, appOrigin, nowMs }, range)) shoppers.push(...batch);
  return shoppers;
}
