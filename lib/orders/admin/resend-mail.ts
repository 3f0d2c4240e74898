import type { LogActor } from "../../log/ports";
import { lockOrder } from "../lock-order";
import type { OrderDeskParts, VerbOutcome } from "./order-desk-parts";
import { readAdminOrder } from "./read-admin-order";
import { mailToResend, resendPossible } from "./what-is-possible";

/** One that was given up goes out itself, under its own name; so nothing waits for it any longer. */
const tryAgainSql = `
UPDATE mails mail SET state = 'waiting', tries = 0, error = '', not_before = now(), recipient = account.email
FROM accounts account
WHERE account.id = mail.account_id AND mail.id = (
  SELECT given_up.id FROM mails given_up WHERE given_up.order_id = $1 AND given_up.kind = $2 AND given_up.state = 'failed'
  ORDER BY given_up.id DESC LIMIT 1)`;

const resendSql = `
INSERT INTO mails (cause, kind, account_id, order_id, sale_id, recipient, facts)
SELECT 'resend:' || o.id || ':' || $3, $2, o.account_id, o.id, o.sale_id, account.email, coalesce(
  (SELECT mail.facts FROM mails mail WHERE mail.order_id = o.id AND mail.kind = $2 ORDER BY mail.id DESC LIMIT 1), '{}')
FROM orders o JOIN accounts account ON account.id = o.account_id WHERE o.id = $1
ON CONFLICT (cause) DO NOTHING`;

/**
 * Sends the mail that tells how an order stands once more, to the address its account has now. One at a time: while a
 * mail about the order is waiting to go out there is nothing to resend. The same request sends it once.
 */
export function resendMail(parts: OrderDeskParts, orderId: string, actor: LogActor): Promise<VerbOutcome> {
  return parts.pool.transaction(async (client): Promise<VerbOutcome> => {
    if ((await lockOrder(client, orderId, parts.clock.spec())) === null) return { word: "not_found" };
    const order = await readAdminOrder(client, orderId);
    if (order === null) return { word: "not_found" };
    const possible = resendPossible(order.state, order.mails);
    if (!possible.may) return { word: "refused", detail: possible.reason };
    const kind = mailToResend(order.state, order.mails);
    const again = await client.query(tryAgainSql, [orderId, kind]);
    if (again.rowCount === 0) {
      const { rowCount } = await client.query(resendSql, [orderId, kind, actor.requestId]);
      if (rowCount === 0) return { word: "as_wished" };
    }
    const object = `order:${order.number}`;
    await parts.recordChange(client, { actor, verb: "resend_mail", object, before: null, after: { mail: kind } });
    return { word: "done" };
  });
}
