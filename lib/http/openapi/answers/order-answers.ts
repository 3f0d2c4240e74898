import * as z from "zod";
import { type OrderAnswer, type OrdersAnswer, orderStates } from "../../../domain";
import { answerSchema } from "../answer-schema";
import { count, image, instant, money } from "./common";

export const order = answerSchema<OrderAnswer>()(
  "Order",
  z.strictObject({
    id: z.string(),
    number: z.string().describe("What people read to each other: ZH-100042."),
    attemptId: z.string(),
    saleSlug: z.string(),
    saleTitle: z.string(),
    image: image.nullable(),
    state: z.enum(orderStates),
    amount: money,
    lines: z.array(
      z.strictObject({ sku: z.string(), name: z.string(), quantity: z.int().positive(), unitPrice: money }),
    ),
    receivedAt: instant,
    reservedAt: instant,
    payBy: instant.exactOptional(),
    extensionsLeft: count.exactOptional(),
    history: z.array(z.strictObject({ kind: z.string(), at: instant, detail: z.string() })),
    pollMs: count,
  }),
);

export const orders = answerSchema<OrdersAnswer>()(
  "Orders",
  z.strictObject({
    orders: z.array(order),
    next: z.string().nullable().describe("Cursor of the next page, for ?before=."),
  }),
);
