import * as z from "zod";
import { type Simulation, simulations } from "../domain";
import type { HttpRequest } from "./message";
import { invalidRequest, type Read, readJson, refuse } from "./read-json";

export const paymentSchema = z.strictObject({
  method: z.string().regex(/^[a-z_]{1,32}$/, "must be a payment method such as card"),
  simulate: z.enum(simulations).default("ok"),
});

export function readPayment(request: HttpRequest): Promise<Read<{ method: string; simulate: Simulation }>> {
  return readJson(request, paymentSchema);
}

export const nothing = z.strictObject({});

/** An action without input still comes as JSON: another site's form cannot send that. */
export function readNothing(request: HttpRequest): Promise<Read<Record<string, never>>> {
  return readJson(request, nothing);
}

const ordersPerPage = 20;

/** `?before=<cursor>`: the number of the last order already seen. */
export function readOrdersPage(request: HttpRequest): Read<{ before: number | null; max: number }> {
  const text = request.searchParams.get("before");
  if (text === null) return { ok: true, value: { before: null, max: ordersPerPage } };
  const before = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(before)) return refuse(invalidRequest([{ path: "before", message: "must be a cursor from next" }]));
  return { ok: true, value: { before, max: ordersPerPage } };
}
