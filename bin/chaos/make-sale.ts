import { signInNumbered } from "../../lib/accounts/sign-in-numbered";
import { createTokenKeys } from "../../lib/accounts/tokens/keys";
import type { ShopPool } from "../../lib/platform/postgres";
import type { FragileShop } from "./open-shop";

interface SaleWish {
  readonly seed: number;
  readonly stock: number;
  readonly startsAtMs: number;
}

const hourMs = 3_600_000;

/** A published sale, made as a marketer's script makes one. Returns its slug. */
export async function makeSale(shop: FragileShop, pool: ShopPool, wish: SaleWish): Promise<string> {
  const cookie = await signInMarketer(shop, pool);
  const slug = `chaos-${wish.seed}-${Date.now().toString(36)}`;
  await send(shop, cookie, "/api/admin/sales", {
    slug,
    title: `Chaos ${wish.seed}`,
    description: "A sale that things go wrong in.",
    images: [],
    items: [{ sku: "UNIT", name: "One size", stock: wish.stock }],
    price: { minor: 7_900, currency: "EUR" },
    startsAt: new Date(wish.startsAtMs).toISOString(),
    endsAt: new Date(wish.startsAtMs + hourMs).toISOString(),
    timeZone: "UTC",
    lineFactor: 3,
  });
  await send(shop, cookie, `/api/admin/sales/${slug}/publish`, {});
  return slug;
}

async function signInMarketer(shop: FragileShop, pool: ShopPool): Promise<string> {
  const parts = { pool, keys: createTokenKeys(shop.secret), appOrigin: shop.origin, nowMs: Date.now() };
  for await (const [marketer] of signInNumbered(parts, { role: "marketer", first: 1, count: 1 })) {
    if (marketer !== undefined) return marketer.cookie;
  }
  throw new Error("no marketer could be signed in");
}

async function send(shop: FragileShop, cookie: string, path: string, body: unknown): Promise<void> {
  const reply = await fetch(`${shop.origin}${path}`, {
    method: "POST",
    headers: { Cookie: cookie, Origin: shop.origin, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path} was answered ${reply.status}: ${await reply.text()}`);
}
