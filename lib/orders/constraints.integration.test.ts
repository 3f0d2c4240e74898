import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  attemptIdOfOrder,
  isLiveOrder,
  type OrderState,
  orderIdOfAttempt,
  orderStates,
  orderTransitions,
} from "../domain";
import { createAccount, createSale, type MadeSale, makeAttemptId, makeBooking } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { placeOrders } from "./place-orders";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

/** The name of the rule that refused a statement, or null when nothing did. */
async function refusedBy(statement: string, values: readonly unknown[] = [], on = database): Promise<string | null> {
  try {
    await on.pool.query(statement, [...values]);
    return null;
  } catch (error) {
    return error instanceof Error && "constraint" in error && typeof error.constraint === "string"
      ? error.constraint
      : String(error);
  }
}

async function reserve(sale: MadeSale, accountId?: string): Promise<string> {
  const account = accountId ?? (await createAccount(database.pool)).id;
  const booking = makeBooking(sale, account);
  const [result] = await placeOrders(database.pool, sale.id, [booking], "+0");
  if (result?.word !== "reserved") throw new Error(`not reserved: ${JSON.stringify(result)}`);
  return orderIdOfAttempt(booking.attemptId);
}

describe("an item's counters", () => {
  const refused: readonly [change: string, rule: string][] = [
    ["held = held + 11", "sale_items_never_oversold"],
    ["sold = 11", "sale_items_never_oversold"],
    ["held = 6, sold = 5", "sale_items_never_oversold"],
    ["held = -1", "sale_items_held_range"],
    ["sold = -1", "sale_items_sold_range"],
    ["released = 11", "sale_items_released_range"],
    ["total = 9", "sale_items_released_range"],
    // The first rule in the order of the names answers for all that are broken.
    ["released = -1", "sale_items_never_oversold"],
    ["total = -1", "sale_items_released_range"],
  ];

  it.each(refused)("never take %s", async (change, rule) => {
    const sale = await createSale(database.pool, { stock: 10 });
    expect(await refusedBy(`UPDATE sale_items SET ${change} WHERE id = $1`, [sale.itemId])).toBe(rule);
  });

  it("would be oversold without the constraint (negative control)", async () => {
    const scratch = await createTestDatabase();
    try {
      const sale = await createSale(scratch.pool, { stock: 10 });
      await scratch.pool.query("ALTER TABLE sale_items DROP CONSTRAINT sale_items_never_oversold");
      expect(await refusedBy("UPDATE sale_items SET held = 11 WHERE id = $1", [sale.itemId], scratch)).toBeNull();
    } finally {
      await scratch.drop();
    }
  });
});

describe("a sale's values", () => {
  const refused: readonly [change: string, rule: string][] = [
    ["ends_at = starts_at", "sales_window_order"],
    ["price_minor = 0", "sales_price_positive"],
    ["regular_price_minor = 0", "sales_regular_price_positive"],
    ["lowest_price_30d_minor = -5", "sales_lowest_price_positive"],
    ["currency = 'eur'", "sales_currency_shape"],
    ["limit_per_account = 0", "sales_limit_range"],
    ["limit_per_account = 32", "sales_limit_range"],
    ["payment_window_seconds = 59", "sales_payment_window_range"],
    ["payment_window_seconds = 3601", "sales_payment_window_range"],
    ["line_factor = 0", "sales_line_factor_range"],
    ["min_level = -1", "sales_min_level_range"],
    ["status = 'live'", "sales_status_word"],
    ["announced_phase = 'published'", "sales_announced_phase_word"],
    ["ended_reason = 'bored'", "sales_ended_reason_word"],
    ["admission = 'auction'", "sales_admission_word"],
    ["slug = 'Two Words'", "sales_slug_shape"],
    ["slug = 'two--hyphens'", "sales_slug_shape"],
  ];

  it.each(refused)("never take %s", async (change, rule) => {
    const sale = await createSale(database.pool);
    expect(await refusedBy(`UPDATE sales SET ${change} WHERE id = $1`, [sale.id])).toBe(rule);
  });
});

describe("other words and shapes", () => {
  it("refuse an account that is none", async () => {
    const insert = "INSERT INTO accounts (id, name, email, role) VALUES ($1, 'A', $2, $3)";
    expect(await refusedBy(insert, ["short", "a@example.com", "shopper"])).toBe("accounts_id_shape");
    expect(await refusedBy(insert, ["abcdefghijklmno-", "a@example.com", "shopper"])).toBe("accounts_id_shape");
    expect(await refusedBy(insert, ["abcdefghijklmnop", "A@example.com", "shopper"])).toBe("accounts_email_lower_case");
    expect(await refusedBy(insert, ["abcdefghijklmnop", "a@example.com", "owner"])).toBe("accounts_role_word");
  });

  it("refuse a release or a ledger row that moves nothing or in the wrong direction", async () => {
    const sale = await createSale(database.pool);
    const release = "INSERT INTO releases (sale_id, item_id, at, quantity) VALUES ($1, $2, now(), $3)";
    expect(await refusedBy(release, [sale.id, sale.itemId, 0])).toBe("releases_quantity_positive");
    const entry =
      "INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, order_id, cause) VALUES ($1, $2, $3, $4, $5, $6)";
    const of = (kind: string, quantity: number, orderId: string | null) => [
      ...[sale.id, sale.itemId, kind, quantity, orderId],
      `test:${makeAttemptId(sale.id)}`,
    ];
    expect(await refusedBy(entry, of("reserve", -1, "o1"))).toBe("stock_ledger_quantity_sign");
    expect(await refusedBy(entry, of("load", 0, null))).toBe("stock_ledger_quantity_sign");
    expect(await refusedBy(entry, of("gift", 1, null))).toBe("stock_ledger_kind_word");
    expect(await refusedBy(entry, of("reserve", 1, null))).toBe("stock_ledger_order_known");
    expect(await refusedBy(entry, of("adjust", -1, null))).toBeNull();
  });

  it("refuse to move a unit twice for one cause", async () => {
    const sale = await createSale(database.pool);
    const again = `INSERT INTO stock_ledger (sale_id, item_id, kind, quantity, cause)
      SELECT sale_id, item_id, kind, quantity, cause FROM stock_ledger WHERE sale_id = $1`;
    expect(await refusedBy(again, [sale.id])).toBe("stock_ledger_cause_key");
  });
});

describe("the limit per account", () => {
  const takeSlot = `INSERT INTO order_lines (order_id, slot, sale_id, account_id, item_id, unit_price_minor)
    SELECT $1, 2, $2, o.account_id, $3, 100 FROM orders o WHERE o.id = $1`;

  it("lets one live line into a slot, and another one once the first is not live", async () => {
    const sale = await createSale(database.pool, { limitPerAccount: 2 });
    const account = await createAccount(database.pool);
    const first = await reserve(sale, account.id);
    const second = makeBooking(sale, account.id, { slots: 2 });
    await placeOrders(database.pool, sale.id, [second], "+0");
    expect(await refusedBy(takeSlot, [first, sale.id, sale.itemId])).toBe("order_lines_one_live_per_slot");
    await database.pool.query("UPDATE orders SET state = 'left', version = version + 1 WHERE id = $1", [
      orderIdOfAttempt(second.attemptId),
    ]);
    expect(await refusedBy(takeSlot, [first, sale.id, sale.itemId])).toBeNull();
  });

  it("would let an account over it without the index (negative control)", async () => {
    const scratch = await createTestDatabase();
    try {
      await scratch.pool.query("DROP INDEX order_lines_one_live_per_slot");
      const sale = await createSale(scratch.pool);
      const account = await createAccount(scratch.pool);
      const orderIds = [1, 2].map(() => orderIdOfAttempt(makeAttemptId(sale.id)));
      for (const id of orderIds) {
        await scratch.pool.query(
          `WITH o AS (INSERT INTO orders (id, sale_id, account_id, quantity, amount_minor, currency, received_at, pay_by)
             VALUES ($1, $2, $3, 1, 100, 'EUR', now(), now()))
           INSERT INTO order_lines (order_id, slot, sale_id, account_id, item_id, unit_price_minor)
           VALUES ($1, 1, $2, $3, $4, 100)`,
          [id, sale.id, account.id, sale.itemId],
        );
      }
      const { rows } = await scratch.pool.query("SELECT 1 FROM order_lines WHERE live AND account_id = $1", [
        account.id,
      ]);
      expect(rows).toHaveLength(2);
    } finally {
      await scratch.drop();
    }
  });
});

describe("the order's state machine", () => {
  it("is the same table in PostgreSQL as in the domain, for all pairs of states", async () => {
    const { rows } = await database.pool.query<{ from: OrderState; to: OrderState; allowed: boolean; live: boolean }>(
      `SELECT a AS "from", b AS "to", order_may_move(a, b) AS allowed, order_is_live(a) AS live
       FROM unnest($1::text[]) a CROSS JOIN unnest($1::text[]) b`,
      [orderStates],
    );
    expect(rows).toHaveLength(orderStates.length ** 2);
    for (const { from, to, allowed, live } of rows) {
      expect(allowed, `${from} -> ${to}`).toBe(orderTransitions[from].includes(to));
      expect(live, from).toBe(isLiveOrder(from));
    }
  });

  it("is enforced by a trigger on every update", async () => {
    const sale = await createSale(database.pool);
    const orderId = await reserve(sale);
    const move = "UPDATE orders SET state = $2, version = version + $3 WHERE id = $1";
    expect(await refusedBy(move, [orderId, "refunded", 1])).toBe("orders_state_machine");
    expect(await refusedBy(move, [orderId, "sold", 1])).toBe("orders_state_machine");
    expect(await refusedBy(move, [orderId, "expired", 0])).toBe("orders_version_rises");
    expect(await refusedBy(move, [orderId, "paying", 1])).toBe("orders_paying_since_known");
    expect(await refusedBy(move, [orderId, "expired", 1])).toBeNull();
    expect(await refusedBy(move, [orderId, "reserved", 1])).toBe("orders_state_machine");
  });

  it("begins with reserved", async () => {
    const sale = await createSale(database.pool);
    const account = await createAccount(database.pool);
    const insert = `INSERT INTO orders (id, sale_id, account_id, state, quantity, amount_minor, currency, received_at, pay_by)
      VALUES ($1, $2, $3, $4, $5, 100, 'EUR', now(), now())`;
    const id = orderIdOfAttempt(makeAttemptId(sale.id));
    expect(await refusedBy(insert, [id, sale.id, account.id, "paid", 1])).toBe("orders_begin_reserved");
    expect(await refusedBy(insert, [id, sale.id, account.id, "reserved", 0])).toBe("orders_quantity_range");
    expect(await refusedBy(insert, ["o1_short", sale.id, account.id, "reserved", 1])).toBe("orders_id_shape");
    expect(await refusedBy(insert, [id, sale.id, account.id, "reserved", 1])).toBeNull();
  });

  it("keeps what was promised: account, quantity and amount", async () => {
    const sale = await createSale(database.pool);
    const orderId = await reserve(sale);
    for (const change of ["amount_minor = 1", "quantity = 2", "currency = 'USD'", "sale_id = sale_id + 1"]) {
      expect(await refusedBy(`UPDATE orders SET ${change} WHERE id = $1`, [orderId])).toBe("orders_promise_fixed");
    }
  });

  it("takes the lines along: live with the order, dead with it, alive again with late money", async () => {
    const sale = await createSale(database.pool);
    const orderId = await reserve(sale);
    const liveLines = async () => {
      const found = await database.pool.query("SELECT 1 FROM order_lines WHERE order_id = $1 AND live", [orderId]);
      return found.rows.length;
    };
    const move = (state: OrderState) =>
      database.pool.query("UPDATE orders SET state = $2, version = version + 1 WHERE id = $1", [orderId, state]);
    expect(await liveLines()).toBe(1);
    await move("expired");
    expect(await liveLines()).toBe(0);
    await move("paid");
    expect(await liveLines()).toBe(1);
    await move("refunding");
    expect(await liveLines()).toBe(0);
  });
});

describe("what is kept for good", () => {
  it.each(["stock_ledger", "order_events", "admin_log"])("refuses to change or remove rows of %s", async (table) => {
    const column = table === "admin_log" ? "verb" : "kind";
    for (const statement of [
      `UPDATE ${table} SET ${column} = ${column}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
    ]) {
      expect(await refusedBy(statement), statement).toContain("kept for good");
    }
  });

  it.each(["orders", "order_lines"])("refuses to remove rows of %s", async (table) => {
    for (const statement of [`DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]) {
      expect(await refusedBy(statement), statement).toContain("kept for good");
    }
  });

  it("refuses to remove an item whose stock was opened, but not a draft's", async () => {
    const opened = await createSale(database.pool);
    const draft = await createSale(database.pool, { status: "draft" });
    const remove = "DELETE FROM sale_items WHERE sale_id = $1";
    expect(await refusedBy(remove, [opened.id])).toContain("kept for good");
    expect(await refusedBy(remove, [draft.id])).toBeNull();
  });
});

describe("shop_now", () => {
  const read = async (spec: string) => {
    const { rows } = await database.pool.query<{ shop: Date; real: Date }>(
      "SELECT shop_now($1) AS shop, now() AS real",
      [spec],
    );
    if (rows[0] === undefined) throw new Error("no row");
    return rows[0];
  };

  it("adds and takes away milliseconds", async () => {
    for (const ms of [0, 5_000, -5_000, 86_400_000]) {
      const { shop, real } = await read(ms < 0 ? String(ms) : `+${ms}`);
      expect(shop.getTime() - real.getTime()).toBe(ms);
    }
  });

  it("is frozen at an epoch time", async () => {
    expect((await read("=1763634000123")).shop.getTime()).toBe(1_763_634_000_123);
  });

  it("raises on anything else instead of being the real time", async () => {
    for (const spec of ["", "soon", "=", "+1h", "+5000; drop table orders"]) {
      expect(await refusedBy("SELECT shop_now($1)", [spec]), spec).not.toBeNull();
    }
  });
});

describe("order numbers", () => {
  it("have six digits from the first order on", async () => {
    const fresh = await createTestDatabase();
    try {
      const sale = await createSale(fresh.pool);
      const account = await createAccount(fresh.pool);
      const booking = makeBooking(sale, account.id);
      await placeOrders(fresh.pool, sale.id, [booking], "+0");
      const { rows } = await fresh.pool.query<{ id: string; number: number }>("SELECT id, number FROM orders");
      expect(rows).toEqual([{ id: orderIdOfAttempt(booking.attemptId), number: 100_001 }]);
      expect(attemptIdOfOrder(rows[0]?.id ?? "")).toBe(booking.attemptId);
    } finally {
      await fresh.drop();
    }
  });
});
