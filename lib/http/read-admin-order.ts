import * as z from "zod";
import {
  type AdminOrderSort,
  adminOrderSorts,
  type FieldError,
  isOrderId,
  isSlug,
  type OrderState,
  orderStates,
  refundOrdersMax,
} from "../domain";
import { hiddenCharacters, line } from "./fields";
import type { HttpRequest } from "./message";
import { invalidRequest, type Read, readJson, refuse } from "./read-json";

/** Which orders are meant, as lib/orders/admin takes it. */
export interface OrderFilterRead {
  readonly saleSlug: string | null;
  readonly state: OrderState | null;
  readonly search:
    | { readonly by: "number"; readonly number: number }
    | { readonly by: "id"; readonly id: string }
    | { readonly by: "email"; readonly part: string }
    | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

export interface AdminOrdersPage {
  readonly filter: OrderFilterRead;
  readonly sort: AdminOrderSort;
  readonly direction: "asc" | "desc";
  readonly page: number;
}

/** `?sale=…&state=paid&q=ZH-100042&from=…&to=…&sort=placed&direction=desc&page=1` */
export function readAdminOrdersPage(request: HttpRequest): Read<AdminOrdersPage> {
  const { searchParams } = request;
  const read = readFilter(searchParams);
  const errors = [...read.errors];
  const sortText = searchParams.get("sort") ?? "placed";
  const sort = adminOrderSorts.find((known) => known === sortText);
  if (sort === undefined) errors.push({ path: "sort", message: `must be one of ${adminOrderSorts.join(", ")}` });
  const direction = searchParams.get("direction") ?? "desc";
  if (direction !== "asc" && direction !== "desc") errors.push({ path: "direction", message: "must be asc or desc" });
  const page = searchParams.get("page") ?? "1";
  if (!/^[1-9]\d{0,5}$/.test(page)) errors.push({ path: "page", message: "must be a page number, 1 and up" });
  if (errors.length > 0 || sort === undefined) return refuse(invalidRequest(errors));
  return {
    ok: true,
    value: { filter: read.filter, sort, direction: direction === "asc" ? "asc" : "desc", page: Number(page) },
  };
}

/** The same filters for a file; which page was looked at means nothing there. */
export function readOrderFilter({ searchParams }: HttpRequest): Read<OrderFilterRead> {
  const { filter, errors } = readFilter(searchParams);
  return errors.length > 0 ? refuse(invalidRequest(errors)) : { ok: true, value: filter };
}

const searchCharactersMax = 100;

function readFilter(query: URLSearchParams): { readonly filter: OrderFilterRead; readonly errors: FieldError[] } {
  const errors: FieldError[] = [];
  const saleSlug = query.get("sale");
  if (saleSlug !== null && !isSlug(saleSlug)) errors.push({ path: "sale", message: "must be a sale's slug" });
  const stateText = query.get("state") ?? "all";
  const state = orderStates.find((known) => known === stateText) ?? null;
  if (state === null && stateText !== "all") {
    errors.push({ path: "state", message: `must be all or one of ${orderStates.join(", ")}` });
  }
  const text = (query.get("q") ?? "").trim();
  if (text.length > searchCharactersMax || hiddenCharacters.test(text)) {
    errors.push({ path: "q", message: `must be at most ${searchCharactersMax} visible characters` });
  }
  const fromMs = readInstant(query, "from", errors);
  const toMs = readInstant(query, "to", errors);
  return { filter: { saleSlug, state, search: searchOf(text), fromMs, toMs }, errors };
}

/** Six digits and more are an order's number, as people read it to each other; shorter ones may be part of an address. */
function searchOf(text: string): OrderFilterRead["search"] {
  if (text === "") return null;
  if (isOrderId(text)) return { by: "id", id: text };
  const digits = /^(?:ZH-)?([1-9]\d{5,8})$/i.exec(text)?.[1];
  return digits === undefined ? { by: "email", part: text.toLowerCase() } : { by: "number", number: Number(digits) };
}

function readInstant(query: URLSearchParams, name: string, errors: FieldError[]): number | null {
  const text = query.get(name);
  if (text === null) return null;
  if (!z.iso.datetime({ offset: true }).safeParse(text).success) {
    errors.push({ path: name, message: "must be a time such as 2026-11-27T09:00:00.000Z" });
    return null;
  }
  return Date.parse(text);
}

export const storeReasonSchema = z.strictObject({ reason: line(300) });

/** Why the store does it; the buyer reads it. */
export function readStoreReason(request: HttpRequest): Promise<Read<{ readonly reason: string }>> {
  return readJson(request, storeReasonSchema);
}

export const refundOrdersSchema = z.strictObject({
  ids: z
    .array(z.string({ error: "must be an order's id" }).regex(/^[A-Za-z0-9_-]{1,64}$/, "must be an order's id"), {
      error: "must be a list of order ids",
    })
    .min(1, "must not be empty")
    .max(refundOrdersMax, `must have at most ${refundOrdersMax} orders`),
  reason: line(300),
});

/** 200 ids of 33 characters, and a reason. */
const refundBytesMax = 16_384;

export function readRefundOrders(request: HttpRequest): Promise<Read<z.infer<typeof refundOrdersSchema>>> {
  return readJson(request, refundOrdersSchema, refundBytesMax);
}
