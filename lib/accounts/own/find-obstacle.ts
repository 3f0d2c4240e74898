import { formatOrderNumber, type OrderState } from "../../domain";
import type { TransactionClient } from "../../platform/postgres";

interface BusyOrder {
  readonly number: number;
  readonly state: OrderState;
}

/** Held, being paid, or money is on its way in or out, whatever the order says by now. */
const ordersSql = `
SELECT o.number, o.state FROM orders o
WHERE o.account_id = $1 AND (o.state IN ('reserved', 'paying', 'refunding') OR EXISTS (
  SELECT 1 FROM payments payment
  WHERE payment.order_id = o.id AND payment.state IN ('created', 'pending', 'refunding')))
ORDER BY o.number LIMIT 1`;

const linesSql = `
SELECT sale.title FROM sales sale JOIN line_entries entry ON entry.sale_id = sale.id AND entry.account_id = $1
WHERE entry.state = 'waiting' AND sale.status IN ('published', 'paused') LIMIT 1`;

const adminsSql = `
SELECT account.id FROM accounts account
WHERE account.role = 'admin' AND NOT (account.banned AND (account.ban_expires IS NULL OR account.ban_expires > now()))`;

/** What is in the way of deleting an account and what to do about it; null when nothing is. */
export async function findObstacle(client: TransactionClient, accountId: string): Promise<string | null> {
  const order = (await client.query<BusyOrder>(ordersSql, [accountId])).rows[0];
  if (order !== undefined) return describeOrder(order);
  const line = (await client.query<{ title: string }>(linesSql, [accountId])).rows[0];
  if (line !== undefined) return `You are in line for ${line.title}. Leave the line first, then delete the account.`;
  const admins = (await client.query<{ id: string }>(adminsSql)).rows.map(({ id }) => id);
  if (admins.length === 1 && admins[0] === accountId) {
    return "You are the shop's only admin. Make somebody else an admin first, then delete the account.";
  }
  return null;
}

function describeOrder({ number, state }: BusyOrder): string {
  const name = formatOrderNumber(number);
  switch (state) {
    case "reserved":
      return `Order ${name} holds a unit for you. Pay it or give it back first, then delete the account.`;
    case "refunding":
      return `The money of order ${name} is on its way back to you. Delete the account once it is refunded.`;
    default:
      return `A payment of order ${name} is being settled. Delete the account once it is, usually within minutes.`;
  }
}
