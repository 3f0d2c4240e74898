import { type NumberedRange, type NumberedShopper, signInNumbered } from "../../lib/accounts/sign-in-numbered";
import { createTokenKeys } from "../../lib/accounts/tokens/keys";
import type { ShopPool } from "../../lib/platform/postgres";
import type { FragileShop } from "./open-shop";

export async function signInPeople(
  shop: FragileShop,
  pool: ShopPool,
  range: NumberedRange,
): Promise<readonly NumberedShopper[]> {
  const parts = { pool, keys: createTokenKeys(shop.secret), appOrigin: shop.origin, nowMs: Date.now() };
  const people: NumberedShopper[] = [];
  for await (const batch of signInNumbered(parts, range)) people.push(...batch);
  return people;
}
