import type { ShopPool } from "../../lib/platform/postgres";
import type { FragileShop } from "./open-shop";
import { signInPeople } from "./sign-in-people";

export interface SaleWish {
  readonly seed: number;
  /** Units of each item. */
  readonly stock: readonly number[];
  readonly startsAtMs: number;
  /** What it does while its gate is away; closed unless told. */
  readonly withoutGate?: "closed" | "books";
}

const hourMs = 3_600_000;

/** A published sale, made as a marketer's script makes one. Returns its slug. */
export async function makeSale(shop: FragileShop, pool: ShopPool, wish: SaleWish): Promise<string> {
  const [marketer] = await signInPeople(shop, pool, { role: "marketer", first: 1, count: 1 });
  if (marketer === undefined) throw new Error("no marketer could be signed in");
  const { cookie } = marketer;
  const slug = `chaos-${wish.seed}-${Date.now().toString(36)}`;
  await send(shop, cookie, "/api/admin/sales", {
    slug,
    title: `Chaos ${wish.seed}`,
    description: "A sale that things go wrong in.",
    images: [],
    items: wish.stock.map((stock, at) => ({ sku: `UNIT-${at + 1}`, name: `Size ${at + 1}`, stock })),
    price: { minor: 7_900, currency: "EUR" },
    startsAt: new Date(wish.startsAtMs).toISOString(),
    endsAt: new Date(wish.startsAtMs + hourMs).toISOString(),
    timeZone: "UTC",
    lineFactor: 3,
    ...(wish.withoutGate === undefined ? {} : { withoutGate: wish.withoutGate }),
  });
  await send(shop, cookie, `/api/admin/sales/${slug}/publish`, {});
  return slug;
}

async function send(shop: FragileShop, cookie: string, path: string, body: unknown): Promise<void> {
  const reply = await fetch(`${shop.origin}${path}`, {
    method: "POST",
    headers: { Cookie: cookie, Origin: shop.origin, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path} was answered ${reply.status}: ${await reply.text()}`);
}
