import { createTokenKeys } from "../lib/accounts/tokens/keys";
import { createPool } from "../lib/platform/postgres";
import { createManyOrders } from "../lib/testing/many-orders";
import { makeShoppers } from "../lib/testing/session-cookies";

// What bench/admin-lists.mjs needs of the shop's own code. Bundled by it before it runs.

export interface AdminListsWish {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly origin: string;
  readonly sales: number;
  readonly buyers: number;
}

/** A shop with `sales * buyers` orders; returns an admin's cookie and what there is to look for. */
export async function seedAdminLists(wish: AdminListsWish) {
  const pool = createPool({ url: wish.databaseUrl, max: 2, applicationName: "bench", statementTimeoutMs: 120_000 });
  try {
    const { sales, count } = await createManyOrders(pool, { sales: wish.sales, buyers: wish.buyers });
    const keys = createTokenKeys(wish.secret);
    const [admin] = await makeShoppers(pool, keys, 1, { role: "admin", appOrigin: wish.origin });
    const { rows } = await pool.query<{ id: string; number: number }>(
      "SELECT id, number FROM orders LIMIT 1 OFFSET 500",
    );
    return { count, cookie: admin?.cookie ?? "", slug: sales[0]?.slug ?? "", order: rows[0] ?? { id: "", number: 0 } };
  } finally {
    await pool.end();
  }
}
