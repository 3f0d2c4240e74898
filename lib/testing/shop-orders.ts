import { orderIdOfAttempt } from "../domain";
import { createOrders } from "../orders/create-orders";
import { markPaid } from "../orders/order-steps";
import type { ShopPool } from "../platform/postgres";
import { createAccount, createSale, makeBooking } from "./factories";

/** An order of a sale of its own, straight into the book: held, or paid without a payment. Returns its id. */
export async function placeOrder(pool: ShopPool, state: "reserved" | "paid"): Promise<string> {
  const sale = await createSale(pool, { stock: 1 });
  const account = await createAccount(pool);
  const booking = makeBooking(sale, account.id);
  const [result] = await createOrders({ pool }).place(sale.id, [booking], "+0");
  if (result?.word !== "reserved") throw new Error(`nothing was reserved: ${JSON.stringify(result)}`);
  const orderId = orderIdOfAttempt(booking.attemptId);
  if (state === "paid") await pool.transaction((client) => markPaid(client, orderId, "+0"));
  return orderId;
}
