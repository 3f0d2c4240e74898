import { afterEach, beforeEach, expect, it } from "vitest";
import { orderIdOfAttempt } from "../domain";
import { createAccounts, createSale, makeBooking } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { createOrders } from "./create-orders";
import type { Orders } from "./ports";
import { readReturnHistory } from "./read-odds";

let database: TestDatabase;
let orders: Orders;

beforeEach(async () => {
  database = await createTestDatabase();
  orders = createOrders({ pool: database.pool });
});

afterEach(() => database.drop());

/** A sale of which `held` units were held and the first `returned` given back, then ended or not. */
async function playSale(held: number, returned: number, end: "ended" | "cancelled" | "published"): Promise<number> {
  const sale = await createSale(database.pool, { stock: Math.max(1, held) });
  const buyers = await createAccounts(database.pool, held);
  const bookings = buyers.map((buyer) => makeBooking(sale, buyer.id));
  if (held > 0) await orders.place(sale.id, bookings, "+0");
  for (const { attemptId, accountId } of bookings.slice(0, returned)) {
    expect(await orders.giveUp(orderIdOfAttempt(attemptId), accountId, "+0")).toBe("left");
  }
  await database.pool.query(
    "UPDATE sales SET status = $2, ended_at = CASE WHEN $2 = 'ended' THEN now() + interval '1 minute' END WHERE id = $1",
    [sale.id, end],
  );
  return sale.id;
}

it("counts what was held and what came back in sales that ended, and no others", async () => {
  await playSale(4, 1, "ended");
  await playSale(6, 2, "ended");
  await playSale(5, 5, "cancelled");
  await playSale(5, 5, "published");
  await playSale(0, 0, "ended");
  expect(await readReturnHistory(database.pool)).toEqual({ sales: 2, held: 10, returned: 3 });
});

it("leaves out what came back when no line could have it any more", async () => {
  const saleId = await playSale(4, 2, "ended");
  expect(await readReturnHistory(database.pool)).toEqual({ sales: 1, held: 4, returned: 2 });
  await database.pool.query("UPDATE sales SET ended_at = now() - interval '1 hour' WHERE id = $1", [saleId]);
  expect(await readReturnHistory(database.pool)).toEqual({ sales: 1, held: 4, returned: 0 });
});

it("of a new shop is empty", async () => {
  expect(await readReturnHistory(database.pool)).toEqual({ sales: 0, held: 0, returned: 0 });
});
