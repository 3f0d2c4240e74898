import { afterAll, beforeAll, expect, it } from "vitest";
import { checkLedger } from "../../orders/check-ledger";
import { createOrders } from "../../orders/create-orders";
import { type AccountWorld, createAccountWorld } from "../../testing/account-world";
import { createSale, makeBooking } from "../../testing/factories";

let world: AccountWorld;

beforeAll(async () => {
  world = await createAccountWorld();
});
afterAll(() => world?.close());

const rounds = 12;
/** One after the other in both orders as well, so that each outcome is seen on any machine. */
const meetings = ["booked first", "at once", "deleted first"] as const;

async function meet<T>(
  meeting: (typeof meetings)[number],
  book: () => Promise<unknown>,
  remove: () => Promise<T>,
): Promise<T> {
  switch (meeting) {
    case "booked first":
      await book();
      return remove();
    case "at once":
      return (await Promise.all([remove(), book()]))[0];
    case "deleted first": {
      const removed = await remove();
      await book();
      return removed;
    }
  }
}

it("a booking that meets the deletion of its account either stops it or is of nobody, and then its unit returns", async () => {
  const { pool } = world;
  const orders = createOrders({ pool });
  const sale = await createSale(pool, { stock: rounds, paymentWindowSeconds: 60 });
  const outcomes: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const person = await world.signUp();
    const body = { email: person.email, password: person.password };
    const book = () => orders.place(sale.id, [makeBooking(sale, person.id)], "+0");
    const remove = () => world.send("DELETE", "/api/account", { cookie: person.cookie, body });
    const removed = await meet(meetings[round % meetings.length] ?? "at once", book, remove);
    outcomes.push(String(removed.status));
    const { rows } = await pool.query<{ state: string; deleted: boolean }>(
      `SELECT o.state, account.deleted_at IS NOT NULL AS deleted
       FROM orders o JOIN accounts account ON account.id = o.account_id WHERE account.id = $1`,
      [person.id],
    );
    expect(rows).toEqual([{ state: "reserved", deleted: removed.status === 204 }]);
  }
  expect(new Set(outcomes)).toEqual(new Set(["204", "409"]));
  // Past every hold.
  expect(await orders.expireDue(rounds, "+61000")).toBe(rounds);
  expect(await checkLedger(pool, sale.id)).toEqual([]);
  const { rows } = await pool.query("SELECT held, sold FROM sale_items WHERE sale_id = $1", [sale.id]);
  expect(rows).toEqual([{ held: 0, sold: 0 }]);
});
