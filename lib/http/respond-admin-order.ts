import {
  type AdminOrderAnswer,
  type AdminOrdersAnswer,
  type CsvValue,
  orderFileColumns,
  type RefundOrdersAnswer,
  type RefundResult,
} from "../domain";
import { type Answer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";
import { respondCsv } from "./respond-csv";

/** Every answer to a verb over an order, as lib/orders/admin gives it. */
export type OrderVerbOutcome =
  | { readonly word: "done" | "as_wished" }
  | { readonly word: "refused"; readonly detail: string }
  | { readonly word: "not_found" };

export function respondAdminOrders(orders: AdminOrdersAnswer): Answer {
  return jsonAnswer(200, orders);
}

export function respondAdminOrder(order: AdminOrderAnswer | null): Answer {
  return order === null ? noOrder() : jsonAnswer(200, order);
}

/** The order as it is now; asked for twice, a verb changes nothing the second time and answers the same. */
export async function respondOrderVerb(
  outcome: OrderVerbOutcome,
  read: () => Promise<AdminOrderAnswer | null>,
): Promise<Answer> {
  switch (outcome.word) {
    case "done":
    case "as_wished":
      return respondAdminOrder(await read());
    case "refused":
      return problemAnswer("conflict", { detail: outcome.detail });
    case "not_found":
      return noOrder();
  }
}

export function respondRefunds(results: readonly RefundResult[]): Answer {
  const body: RefundOrdersAnswer = { results };
  return jsonAnswer(200, body);
}

export function respondOrdersCsv(
  name: string,
  pages: AsyncIterable<readonly (readonly CsvValue[])[]>,
  bom: boolean,
): Answer {
  return respondCsv({ name, header: orderFileColumns, pages, bom });
}

function noOrder(): Answer {
  return problemAnswer("not_found", { detail: "There is no order with this id." });
}
