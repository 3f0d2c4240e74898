import * as z from "zod";
import {
  type AdminSaleAnswer,
  type AdminSaleSummary,
  type AdminSalesAnswer,
  admissionModes,
  endedReasons,
  type MonitorAnswer,
  type PreflightAnswer,
  type PublishAnswer,
  type SaleActionAnswer,
  type SaleActionsAnswer,
  type SaleCheck,
  saleActionKinds,
  salePhases,
  saleStatuses,
  soldFromWords,
  withoutGateWords,
} from "../../../domain";
import { answerSchema } from "../answer-schema";
import { count, image, instant, money, person } from "./common";

export const adminSale = answerSchema<AdminSaleAnswer>()(
  "AdminSale",
  z.strictObject({
    slug: z.string(),
    title: z.string(),
    description: z.string(),
    images: z.array(image),
    items: z.array(z.strictObject({ sku: z.string(), name: z.string(), stock: count })),
    price: money,
    regularPrice: money.nullable(),
    lowestPrice30d: money.nullable(),
    startsAt: instant,
    endsAt: instant,
    timeZone: z.string(),
    limitPerAccount: z.int(),
    paymentWindowSeconds: z.int(),
    releases: z.array(z.strictObject({ at: instant, quantity: z.int(), sku: z.string().nullable() })),
    lineFactor: z.int(),
    admission: z.enum(admissionModes),
    eligibility: z.strictObject({ minLevel: count, inviteOnly: z.boolean() }),
    challenge: z.boolean(),
    showExactStock: z.boolean(),
    withoutGate: z.enum(withoutGateWords),
    promoted: z.array(z.string()),
    id: z.int(),
    status: z.enum(saleStatuses),
    phase: z.enum(salePhases),
    version: z.int(),
    endedReason: z.enum(endedReasons).nullable(),
    endedAt: instant.nullable(),
    pausedAt: instant.nullable(),
    cancelReason: z.string().nullable(),
    counts: z.array(z.strictObject({ itemId: z.int(), sku: z.string(), released: count, held: count, sold: count })),
    owner: person.nullable(),
    createdAt: instant,
    updatedAt: instant,
  }),
);

interface SaleEdit extends AdminSaleAnswer {
  readonly told?: boolean;
}

/** What a verb answers. */
export const saleEdit = answerSchema<SaleEdit>()(
  "SaleEdit",
  adminSale.extend({
    told: z.boolean().exactOptional().describe("False when board and gate will be told by the worker."),
  }),
);

export const saleCheck = answerSchema<SaleCheck>()(
  "SaleCheck",
  z.strictObject({
    name: z.string(),
    level: z.enum(["ok", "warning", "block"]),
    message: z.string(),
    confirm: z.literal("price").exactOptional().describe("What a person is asked to type once more."),
  }),
);

export const preflight = answerSchema<PreflightAnswer>()(
  "Preflight",
  z.strictObject({
    ready: z.boolean(),
    at: instant,
    checks: z.array(
      saleCheck.extend({ retryable: z.boolean().describe("It is about the shop, and asking again may help.") }),
    ),
  }),
);

export const published = answerSchema<PublishAnswer>()(
  "Published",
  z.strictObject({ ready: z.boolean(), checks: z.array(saleCheck), sale: adminSale }),
);

export const saleAction = answerSchema<SaleActionAnswer>()(
  "SaleAction",
  z.strictObject({
    id: z.string(),
    kind: z.enum(saleActionKinds),
    verb: z.string(),
    state: z.enum(["pending", "done"]),
    tries: count,
    error: z.string(),
    requestedAt: instant,
    triedAt: instant.nullable(),
    doneAt: instant.nullable(),
  }),
);

export const saleActions = answerSchema<SaleActionsAnswer>()(
  "SaleActions",
  z.strictObject({ actions: z.array(saleAction) }),
);

export const adminSaleSummary = answerSchema<AdminSaleSummary>()(
  "AdminSaleSummary",
  z.strictObject({
    slug: z.string(),
    title: z.string(),
    image: image.nullable(),
    status: z.enum(saleStatuses),
    phase: z.enum(salePhases),
    startsAt: instant,
    endsAt: instant,
    timeZone: z.string(),
    price: money,
    skus: z.array(z.string()),
    stock: count,
    held: count,
    sold: count,
    revenue: money,
    owner: person.nullable(),
    version: z.int(),
    updatedAt: instant,
  }),
);

export const adminSales = answerSchema<AdminSalesAnswer>()(
  "AdminSales",
  z.strictObject({
    sales: z.array(adminSaleSummary),
    counts: z.record(z.enum([...salePhases, "all"]), count),
    page: z.int(),
    pages: z.int(),
    total: count,
  }),
);

export const monitor = answerSchema<MonitorAnswer>()(
  "Monitor",
  z.strictObject({
    slug: z.string(),
    phase: z.enum(salePhases),
    version: z.int(),
    asOf: instant,
    startsAt: instant,
    endsAt: instant,
    pausedAt: instant.nullable(),
    loaded: z.boolean(),
    soldFrom: z.enum(soldFromWords),
    items: z.array(
      z.strictObject({
        sku: z.string(),
        stock: count,
        unreleased: z.int(),
        available: z.int(),
        held: count,
        sold: count,
      }),
    ),
    line: count,
    intents: count,
    refusals: z.record(z.string(), count),
    sumOk: z.boolean(),
    watch: z
      .strictObject({
        at: instant,
        broken: z.array(
          z.strictObject({ name: z.string(), invariant: z.string(), message: z.string(), since: instant }),
        ),
        notChecked: z
          .array(z.strictObject({ name: z.string(), invariant: z.string(), reason: z.string() }))
          .describe("What it could not look at, for instance because Redis does not answer."),
      })
      .nullable()
      .describe("What the worker found in its last look at a sale that is on; null when it has not looked lately."),
    revenue: money,
    unmet: z.strictObject({ waiting: count, units: count, money }),
  }),
);
