import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { orderIdOfAttempt } from "../domain";
import { createAccount, createSale, makeAttemptId, makeBooking } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { placeOrders } from "./place-orders";

// References that are checked once per statement, by triggers instead of foreign keys (decision 0023): nothing refers to what
// is not there, and what is referred to stays, also when both happen at the same moment.

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(async () => {
  await database.drop();
});

const insertOrder = `INSERT INTO orders (id, sale_id, account_id, quantity, amount_minor, currency, received_at, pay_by)
  VALUES ($1, $2, $3, 1, 100, 'EUR', now(), now())`;
const insertLine = `INSERT INTO order_lines (order_id, slot, sale_id, account_id, item_id, unit_price_minor)
  VALUES ($1, 2, $2, $3, $4, 100)`;

/** The name of the rule that refuses a statement, or null when it is allowed. */
async function refusedBy(sql: string, values: readonly unknown[] = []): Promise<string | null> {
  try {
    await database.pool.query(sql, [...values]);
    return null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return "constraint" in error && typeof error.constraint === "string" ? error.constraint : error.message;
  }
}

async function placeOne() {
  const sale = await createSale(database.pool, { limitPerAccount: 2 });
  const account = await createAccount(database.pool);
  const booking = makeBooking(sale, account.id);
  await placeOrders(database.pool, sale.id, [booking], "+0");
  return { sale, account, orderId: orderIdOfAttempt(booking.attemptId) };
}

describe("what orders and lines refer to", () => {
  it("exists", async () => {
    const { sale, account, orderId } = await placeOne();
    const newId = () => orderIdOfAttempt(makeAttemptId(sale.id));
    expect(await refusedBy(insertOrder, [newId(), 999_999, account.id])).toBe("orders_of_a_sale");
    expect(await refusedBy(insertOrder, [newId(), sale.id, "0000000000000000"])).toBe("orders_of_an_account");
    expect(await refusedBy(insertLine, [newId(), sale.id, account.id, sale.itemId])).toBe("order_lines_of_an_order");
    expect(await refusedBy(insertLine, [orderId, sale.id, account.id, 999_999])).toBe("order_lines_of_an_item");
    expect(await refusedBy(insertLine, [orderId, sale.id, account.id, sale.itemId])).toBeNull();
    expect(await refusedBy(insertOrder, [newId(), sale.id, account.id])).toBeNull();
  });

  it("is looked at for every row of a statement", async () => {
    const { sale, account } = await placeOne();
    const ids = [1, 2].map(() => orderIdOfAttempt(makeAttemptId(sale.id)));
    const both = `INSERT INTO orders (id, sale_id, account_id, quantity, amount_minor, currency, received_at, pay_by)
      SELECT id, $1, account_id, 1, 100, 'EUR', now(), now() FROM unnest($2::text[], $3::text[]) AS made (id, account_id)`;
    expect(await refusedBy(both, [sale.id, ids, [account.id, "0000000000000000"]])).toBe("orders_of_an_account");
    expect(await refusedBy(both, [sale.id, ids, [account.id, account.id]])).toBeNull();
  });

  it("keeps its id, and a line keeps what it refers to", async () => {
    await placeOne();
    for (const table of ["accounts", "sales", "sale_items"]) {
      const other = table === "accounts" ? "reverse(id)" : "id + 1000";
      expect(await refusedBy(`UPDATE ${table} SET id = ${other}`), table).toContain("is fixed");
    }
    for (const change of ["order_id = reverse(order_id)", "item_id = item_id + 1", "slot = 2", "account_id = ''"]) {
      expect(await refusedBy(`UPDATE order_lines SET ${change}`), change).toBe("order_lines_promise_fixed");
    }
  });

  it("stays while it is referred to, and may go when it is not", async () => {
    const { sale, account } = await placeOne();
    expect(await refusedBy("DELETE FROM accounts WHERE id = $1", [account.id])).toBe("orders_of_an_account");
    // The unit was given back to the draft by hand; the order still says what it was about.
    await database.pool.query("UPDATE sale_items SET held = 0, released = 0 WHERE sale_id = $1", [sale.id]);
    expect(await refusedBy("DELETE FROM sale_items WHERE sale_id = $1", [sale.id])).toBe("order_lines_of_an_item");
    expect(await refusedBy("DELETE FROM sales WHERE id = $1", [sale.id])).toMatch(
      /^order(s_of_a_sale|_lines_of_an_item)$/,
    );
    const free = await createAccount(database.pool);
    expect(await refusedBy("DELETE FROM accounts WHERE id = $1", [free.id])).toBeNull();
    const draft = await createSale(database.pool, { stock: 1 });
    await database.pool.query("UPDATE sale_items SET released = 0 WHERE sale_id = $1", [draft.id]);
    expect(await refusedBy("DELETE FROM sale_items WHERE sale_id = $1", [draft.id])).toBeNull();
    expect(await refusedBy("DELETE FROM sales WHERE id = $1", [draft.id])).toBeNull();
  });
});

describe("an account that is deleted while it orders", () => {
  /** Begins `first`, lets `second` wait for it, and ends both; what refused the second one. */
  async function race(first: readonly [string, unknown[]], second: readonly [string, unknown[]]) {
    const early = await database.pool.connect();
    try {
      await early.query("BEGIN");
      await early.query(first[0], first[1]);
      const late = refusedBy(second[0], second[1]);
      await expect
        .poll(async () => {
          const { rows } = await database.pool.query<{ waits: number }>(
            "SELECT count(*)::int AS waits FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
          );
          return rows[0]?.waits;
        })
        .toBe(1);
      await early.query("COMMIT");
      return await late;
    } finally {
      early.release();
    }
  }

  it("stays when the order came first", async () => {
    const sale = await createSale(database.pool);
    const account = await createAccount(database.pool);
    const order = [orderIdOfAttempt(makeAttemptId(sale.id)), sale.id, account.id];
    const remove = ["DELETE FROM accounts WHERE id = $1", [account.id]] as const;
    expect(await race([insertOrder, order], [remove[0], [...remove[1]]])).toBe("orders_of_an_account");
  });

  it("gets no order when it was deleted first", async () => {
    const sale = await createSale(database.pool);
    const account = await createAccount(database.pool);
    const order = [orderIdOfAttempt(makeAttemptId(sale.id)), sale.id, account.id];
    const remove = ["DELETE FROM accounts WHERE id = $1", [account.id]] as const;
    expect(await race([remove[0], [...remove[1]]], [insertOrder, order])).toBe("orders_of_an_account");
  });

  it("leaves an order of nobody behind without the wait (negative control)", async () => {
    await database.pool.query("DROP TRIGGER accounts_wait_for_bookings ON accounts");
    const sale = await createSale(database.pool);
    const account = await createAccount(database.pool);
    const early = await database.pool.connect();
    try {
      await early.query("BEGIN");
      await early.query(insertOrder, [orderIdOfAttempt(makeAttemptId(sale.id)), sale.id, account.id]);
      expect(await refusedBy("DELETE FROM accounts WHERE id = $1", [account.id])).toBeNull();
      await early.query("COMMIT");
    } finally {
      early.release();
    }
    const { rows } = await database.pool.query(
      "SELECT 1 FROM orders WHERE NOT EXISTS (SELECT FROM accounts WHERE accounts.id = orders.account_id)",
    );
    expect(rows).toHaveLength(1);
  });
});
