import type { Pool } from "pg";
import type { OrderState } from "../../domain";

/** Which orders are meant; null leaves a side open. */
export interface OrderFilter {
  readonly saleSlug: string | null;
  readonly state: OrderState | null;
  /** An order's number or id, or a part of its buyer's address, in lower case. */
  readonly search:
    | { readonly by: "number"; readonly number: number }
    | { readonly by: "id"; readonly id: string }
    | { readonly by: "email"; readonly part: string }
    | null;
  /** By when the order was placed: from on, and before. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** SQL over `o` with its values; more can be added, each value under the next number. */
export interface Conditions {
  readonly where: string;
  readonly values: readonly unknown[];
}

/** So many buyers are looked up one by one by an index; of more, all orders are gone through once. */
const buyersOneByOneMax = 1_000;

/**
 * What a filter means in SQL. Only what is asked for is in it, so that the planner sees which index serves; values are
 * parameters, whatever they contain.
 */
export async function conditionsOf(pool: Pick<Pool, "query">, filter: OrderFilter): Promise<Conditions> {
  const values: unknown[] = [];
  const next = (value: unknown): string => `$${values.push(value)}`;
  const parts: string[] = [];
  if (filter.saleSlug !== null) parts.push(`o.sale_id = (SELECT id FROM sales WHERE slug = ${next(filter.saleSlug)})`);
  if (filter.state !== null) parts.push(`o.state = ${next(filter.state)}`);
  if (filter.fromMs !== null) parts.push(`o.created_at >= ${next(new Date(filter.fromMs))}`);
  if (filter.toMs !== null) parts.push(`o.created_at < ${next(new Date(filter.toMs))}`);
  switch (filter.search?.by) {
    case "number":
      parts.push(`o.number = ${next(filter.search.number)}`);
      break;
    case "id":
      parts.push(`o.id = ${next(filter.search.id)}`);
      break;
    case "email":
      parts.push(await buyerCondition(pool, filter.search.part, next));
      break;
    case undefined:
      break;
  }
  return { where: parts.length === 0 ? "true" : parts.join(" AND "), values };
}

async function buyerCondition(
  pool: Pick<Pool, "query">,
  part: string,
  next: (value: unknown) => string,
): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM accounts WHERE strpos(email, $1) > 0 LIMIT ${buyersOneByOneMax + 1}`,
    [part],
  );
  if (rows.length <= buyersOneByOneMax) return `o.account_id = ANY(${next(rows.map((row) => row.id))})`;
  return `o.account_id IN (SELECT id FROM accounts WHERE strpos(email, ${next(part)}) > 0)`;
}
