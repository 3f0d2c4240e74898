import * as z from "zod";
import { attemptKeyPattern } from "../domain";
import type { HttpRequest } from "./message";
import { invalidRequest, type Read, readJson, refuse } from "./read-json";

export const attemptSchema = z.strictObject({
  itemId: z.int().positive().optional(),
  quantity: z.int().min(1).max(31).default(1),
  joinLine: z.boolean().default(false),
});

export interface AttemptInput {
  readonly attemptKey: string;
  readonly itemId: number | null;
  readonly quantity: number;
  readonly joinLine: boolean;
}

/** The wish to buy: a key in the header, the rest in the body. */
export async function readAttempt(request: HttpRequest): Promise<Read<AttemptInput>> {
  const body = await readJson(request, attemptSchema);
  if (!body.ok) return body;
  const attemptKey = request.header("idempotency-key");
  if (attemptKey === null || !attemptKeyPattern.test(attemptKey)) {
    return refuse(
      invalidRequest([
        { path: "Idempotency-Key", message: "is a required header of 16 to 64 letters, digits, - and _" },
      ]),
    );
  }
  const { itemId, quantity, joinLine } = body.value;
  return { ok: true, value: { attemptKey, itemId: itemId ?? null, quantity, joinLine } };
}

export const ticketSchema = z.strictObject({ challenge: z.string().max(2_048).optional() });

export function readTicketRequest(request: HttpRequest): Promise<Read<z.infer<typeof ticketSchema>>> {
  return readJson(request, ticketSchema);
}
