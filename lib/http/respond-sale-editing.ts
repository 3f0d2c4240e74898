import type { AdminSaleAnswer, AdminSalesAnswer, FieldError, PublishAnswer, SaleCheck } from "../domain";
import { type Answer, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";
import { invalidRequest } from "./read-json";
import type { Actor } from "./route";

/** Every answer to a verb over a sale, as lib/sales/edit gives it. */
export type SaleEditOutcome =
  | { readonly word: "done"; readonly sale: AdminSaleAnswer; readonly told: boolean }
  | { readonly word: "not_found" }
  | { readonly word: "invalid"; readonly errors: readonly FieldError[] }
  | { readonly word: "refused"; readonly detail: string }
  | { readonly word: "stale"; readonly current: AdminSaleAnswer }
  | { readonly word: "not_ready"; readonly checks: readonly SaleCheck[] }
  | { readonly word: "key_reused" };

type Refused = Exclude<SaleEditOutcome, { readonly word: "done" }>;

/** Who acts, as the log remembers it. */
export function logActor({ account, keyName, requestId, address }: Actor): {
  readonly accountId: string;
  readonly keyName: string | null;
  readonly requestId: string;
  readonly address: string | null;
} {
  return { accountId: account.id, keyName, requestId, address };
}

export function respondSales(sales: AdminSalesAnswer): Answer {
  return jsonAnswer(200, sales);
}

export function respondSale(sale: AdminSaleAnswer | null): Answer {
  return sale === null ? noSale() : saleAnswer(200, sale);
}

/** The sale as it is now, with its new ETag; `told` false: shoppers see the change when the worker has told them. */
export function respondSaleEdit(outcome: SaleEditOutcome): Answer {
  return outcome.word === "done" ? saleAnswer(200, outcome.sale, outcome.told) : respondRefused(outcome);
}

export function respondSaleMade(outcome: SaleEditOutcome): Answer {
  if (outcome.word !== "done") return respondRefused(outcome);
  return saleAnswer(201, outcome.sale, true, { Location: `/api/admin/sales/${outcome.sale.slug}` });
}

export function respondPublish(
  outcome: Refused | { readonly word: "done"; readonly sale: AdminSaleAnswer; readonly checks: readonly SaleCheck[] },
): Answer {
  if (outcome.word !== "done") return respondRefused(outcome);
  const body: PublishAnswer = { ready: true, checks: outcome.checks, sale: outcome.sale };
  return jsonAnswer(200, body, { ETag: etagOf(outcome.sale) });
}

function respondRefused(outcome: Refused): Answer {
  switch (outcome.word) {
    case "not_found":
      return noSale();
    case "invalid":
      return invalidRequest(outcome.errors);
    case "refused":
      return problemAnswer("conflict", { detail: outcome.detail });
    case "stale":
      return problemAnswer("conflict", {
        detail: `Somebody changed the sale meanwhile: it is at version ${outcome.current.version}. Compare and repeat your change.`,
        current: outcome.current,
        headers: { ETag: etagOf(outcome.current) },
      });
    case "not_ready":
      return problemAnswer("not_ready", { ready: false, checks: outcome.checks });
    case "key_reused":
      return problemAnswer("key_reused", { detail: "Use a new Idempotency-Key for another item or number of units." });
  }
}

function saleAnswer(
  status: 200 | 201,
  sale: AdminSaleAnswer,
  told = true,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return jsonAnswer(status, told ? sale : { ...sale, told }, { ETag: etagOf(sale), ...headers });
}

function etagOf(sale: AdminSaleAnswer): string {
  return `"${sale.version}"`;
}

function noSale(): Answer {
  return problemAnswer("not_found", { detail: "There is no sale with this slug." });
}
