import { type OrderState, orderStates } from "../../domain";
import type { Database } from "./database";
import { moveOrders, saleIdOf } from "./move-orders";
import { type Statement, textOf, textsOf } from "./statement";

// The statements of lib/orders and lib/sales that the simulated programs run.

export const orderStatements: readonly Statement[] = [
  {
    says: 'AS "holdRuns"',
    run(database, _transaction, [orderId]) {
      const order = database.orderOf(textOf(orderId));
      if (order === undefined) return [];
      const { id, accountId, state, amountMinor, reservedAtMs, payByMs, extensionsUsed } = order;
      const holdRuns = payByMs > database.now();
      const about = { id, number: 0, saleId: saleIdOf(database), accountId, state, amountMinor, currency: "EUR" };
      return [{ ...about, reservedAtMs, payByMs, extensionsUsed, holdRuns }];
    },
  },
  {
    says: 'SELECT moved.id AS "orderId", moved.version',
    run: (database, transaction, values) =>
      moveOrders(database, transaction, {
        orderIds: textsOf(values[0]),
        from: textsOf(values[1]).map(orderStateOf),
        to: orderStateOf(textOf(values[2])),
        event: textOf(values[3]),
        kinds: textsOf(values[6]),
        causes: textsOf(values[7]),
        held: Number(values[8]),
        sold: Number(values[9]),
        tellGate: values[10] === true,
      }),
  },
  {
    says: "SELECT status FROM sales WHERE id = $1",
    run: ({ tables }, _transaction, [saleId]) => {
      const sale = tables.sales.get(Number(saleId));
      return sale === undefined ? [] : [{ status: sale.status }];
    },
  },
  {
    says: "SELECT 1 FROM stock_ledger WHERE cause = $1",
    run: ({ tables }, _transaction, [cause]) => (tables.ledger.has(textOf(cause)) ? [{}] : []),
  },
  {
    says: "WHERE o.state = 'reserved' AND o.pay_by <= shop_now($1)",
    run: (database, _transaction, [, max]) =>
      [...database.tables.orders.values()]
        .filter((order) => order.state === "reserved" && order.payByMs <= database.now())
        .sort((left, right) => left.payByMs - right.payByMs)
        .slice(0, Number(max))
        .map(({ id }) => ({ id })),
  },
  {
    says: "s.cancel_reason AS reason FROM orders o JOIN sales s",
    run(database, _transaction, [states, max]) {
      if (statusOf(database) !== "cancelled") return [];
      return [...database.tables.orders.values()]
        .filter((order) => textsOf(states).includes(order.state))
        .sort((left, right) => (left.id < right.id ? -1 : 1))
        .slice(0, Number(max))
        .map(({ id }) => ({ orderId: id, reason: null }));
    },
  },
  {
    says: "UPDATE sales SET epoch = epoch + 1 WHERE id = $1 AND epoch = $2",
    run(database, transaction, [saleId, seenEpoch]) {
      const sale = database.tables.sales.get(Number(saleId));
      if (sale === undefined || sale.epoch !== Number(seenEpoch)) return [];
      const epoch = sale.epoch + 1;
      database.put(transaction, database.tables.sales, sale.id, { ...sale, epoch });
      return [{ epoch }];
    },
  },
  {
    says: 'AS "endedAgoMs" FROM sales WHERE id = $1',
    run(database, _transaction, [saleId]) {
      const sale = database.tables.sales.get(Number(saleId));
      return sale === undefined ? [] : [{ endedAgoMs: database.now() - sale.endsAtMs }];
    },
  },
  {
    says: "ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED",
    letsOthersIn: true,
    run: (database, transaction, [topic, max]) =>
      [...database.tables.outbox.values()]
        .filter((row) => row.topic === topic && row.notBeforeMs <= database.now() + 1)
        .sort((left, right) => left.id - right.id)
        .filter((row) => database.lock(transaction, `outbox ${row.id}`))
        .slice(0, Number(max))
        .map(({ id, payload, tries }) => ({ id: String(id), payload, tries, saleId: String(payload.saleId) })),
  },
  {
    says: "UPDATE outbox SET tries = tries + 1",
    run(database, transaction, [ids]) {
      for (const id of textsOf(ids).map(Number)) {
        const row = database.tables.outbox.get(id);
        if (row === undefined) continue;
        const tries = row.tries + 1;
        const notBeforeMs = database.now() + Math.min(10_000, 100 * 2 ** Math.min(tries, 10));
        database.put(transaction, database.tables.outbox, id, { ...row, tries, notBeforeMs });
      }
      return [];
    },
  },
  {
    says: "DELETE FROM outbox WHERE id = ANY($1)",
    run(database, transaction, [ids]) {
      for (const id of textsOf(ids)) database.remove(transaction, database.tables.outbox, Number(id));
      return [];
    },
  },
];

function orderStateOf(text: string): OrderState {
  const state = orderStates.find((known) => known === text);
  if (state === undefined) throw new Error(`no state of an order: ${text}`);
  return state;
}

function statusOf(database: Database): string | undefined {
  return database.tables.sales.get(saleIdOf(database))?.status;
}
