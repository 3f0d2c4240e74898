import * as z from "zod";
import {
  type AdminOrderAnswer,
  type AdminOrderRow,
  type AdminOrdersAnswer,
  mailKinds,
  mailStates,
  orderStates,
  type Possible,
  type RefundOrdersAnswer,
} from "../../../domain";
import { answerSchema } from "../answer-schema";
import { count, instant, money } from "./common";

const rowShape = {
  id: z.string(),
  number: z.string().describe("What people read to each other: ZH-100042."),
  saleSlug: z.string(),
  saleTitle: z.string(),
  buyer: z.strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string().describe("Masked in lists, whole in one order."),
  }),
  state: z.enum(orderStates),
  amount: money,
  quantity: z.int().positive(),
  placedAt: instant,
  payBy: instant.nullable().describe("When the hold ends; null once the order is not held any more."),
  paymentRef: z.string().nullable(),
};

const adminOrderRow = answerSchema<AdminOrderRow>()("AdminOrderRow", z.strictObject(rowShape));

const counts = z.strictObject({
  all: count,
  reserved: count,
  paying: count,
  paid: count,
  expired: count,
  left: count,
  cancelled: count,
  refunding: count,
  refunded: count,
});

export const adminOrders = answerSchema<AdminOrdersAnswer>()(
  "AdminOrders",
  z.strictObject({
    orders: z.array(adminOrderRow),
    counts: counts.describe("Of all pages and every state, under the other filters."),
    page: z.int().positive(),
    pages: z.int().positive(),
    total: count,
  }),
);

const possible = answerSchema<Possible>()(
  "Possible",
  z.discriminatedUnion("may", [
    z.strictObject({ may: z.literal(true) }),
    z.strictObject({ may: z.literal(false), reason: z.string() }),
  ]),
);

export const adminOrder = answerSchema<AdminOrderAnswer>()(
  "AdminOrder",
  z.strictObject({
    ...rowShape,
    receivedAt: instant,
    lines: z.array(
      z.strictObject({ sku: z.string(), name: z.string(), quantity: z.int().positive(), unitPrice: money }),
    ),
    history: z.array(z.strictObject({ at: instant, kind: z.string(), state: z.enum(orderStates), detail: z.string() })),
    payments: z.array(
      z.strictObject({
        id: z.string(),
        provider: z.string(),
        providerRef: z.string().nullable(),
        state: z.string(),
        amount: money,
        method: z.string(),
        failureReason: z.string().nullable(),
        createdAt: instant,
        updatedAt: instant,
        events: z.array(
          z.strictObject({
            id: z.string(),
            type: z.string(),
            receivedAt: instant,
            processedAt: instant.nullable(),
            outcome: z.string().nullable(),
          }),
        ),
      }),
    ),
    mails: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(mailKinds),
        state: z.enum(mailStates),
        createdAt: instant,
        sentAt: instant.nullable(),
        error: z.string().describe("Why it did not go out the last time."),
      }),
    ),
    can: z.strictObject({ refund: possible, release: possible, resendMail: possible }),
  }),
);

export const refundedOrders = answerSchema<RefundOrdersAnswer>()(
  "RefundedOrders",
  z.strictObject({
    results: z.array(
      z.strictObject({
        id: z.string(),
        outcome: z.enum(["refunding", "refunded", "already", "refused", "not_found"]),
        detail: z.string().exactOptional(),
      }),
    ),
  }),
);
