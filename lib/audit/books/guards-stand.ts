import type { BookCheck } from "../ports";

/** What the law stands on in PostgreSQL; docs/stock-law.md. */
const constraints = [
  "sale_items_never_oversold",
  "sale_items_released_range",
  "sale_items_held_range",
  "sale_items_sold_range",
  "stock_ledger_quantity_sign",
  "order_lines_slot_range",
];
const indexes = ["order_lines_one_live_per_slot", "stock_ledger_cause_key", "payments_idempotency_key_key"];
const triggers = [
  "orders_begin_reserved",
  "orders_state_machine",
  "orders_promise_fixed",
  "orders_lines_follow",
  "orders_references",
  "order_lines_references",
  "order_lines_promise_fixed",
  "accounts_wait_for_bookings",
  "accounts_with_orders_stay",
  "sales_with_orders_stay",
  "sale_items_with_lines_stay",
  "stock_ledger_append_only",
  "order_events_append_only",
  "admin_log_append_only",
  "orders_kept",
  "order_lines_kept",
];

const list = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/**
 * I1, I2, I7, I9, I14. The constraints, unique indexes and triggers that make breaches impossible are there and switched
 * on. A superuser who switches one off, breaks a rule and switches it on again is caught by the other checks alone.
 */
export const guardsStand: BookCheck = {
  name: "guards-stand",
  invariant: "I14",
  subject: "guards",
  sql: `
SELECT format('%s %s is missing or switched off', kind, name) AS message
FROM (
  SELECT 'constraint' AS kind, name, EXISTS (
    SELECT FROM pg_constraint c WHERE c.conname = name AND c.convalidated) AS stands
  FROM unnest(ARRAY[${list(constraints)}]) AS name
  UNION ALL
  SELECT 'unique index', name, EXISTS (
    SELECT FROM pg_index i WHERE i.indexrelid = to_regclass(name) AND i.indisunique AND i.indisvalid)
  FROM unnest(ARRAY[${list(indexes)}]) AS name
  UNION ALL
  SELECT 'trigger', name, EXISTS (SELECT FROM pg_trigger t WHERE t.tgname = name AND t.tgenabled IN ('O', 'A'))
  FROM unnest(ARRAY[${list(triggers)}]) AS name
) guard
WHERE NOT stands AND ($1::int IS NULL OR true)`,
};

export const guardsCount = constraints.length + indexes.length + triggers.length;
