import * as z from "zod";
import { attemptKeyPattern } from "../domain";
import type { HttpRequest } from "./message";
import type { AttemptInput } from "./read-attempt";
import { readForm } from "./read-form";
import type { Read } from "./read-json";

/** The longest ticket is under 200 characters. */
const ticketCharactersMax = 512;

const buySchema = z.strictObject({
  ticket: z.string().max(ticketCharactersMax).default(""),
  key: z.string().regex(attemptKeyPattern, "must have 16 to 64 letters, digits, - and _"),
  item: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, "must be an item's number")
    .optional(),
  quantity: z
    .string()
    .regex(/^[1-9]\d?$/, "must be a number from 1 to 99")
    .default("1"),
  line: z.literal("join").optional(),
});

export interface BuyForm extends AttemptInput {
  readonly ticket: string;
}

/** The wish to buy as the buy page's form sends it: what the API takes from header, address and body, in fields. */
export async function readBuyForm(request: HttpRequest): Promise<Read<BuyForm>> {
  const form = await readForm(request, buySchema);
  if (!form.ok) return form;
  const { ticket, key, item, quantity, line } = form.value;
  return {
    ok: true,
    value: {
      ticket,
      attemptKey: key,
      itemId: item === undefined ? null : Number(item),
      quantity: Number(quantity),
      joinLine: line === "join",
    },
  };
}

const leaveSchema = z.strictObject({ attempt: z.string().min(1).max(64) });

/** Which attempt to give up. */
export function readLeaveForm(request: HttpRequest): Promise<Read<{ attempt: string }>> {
  return readForm(request, leaveSchema);
}
