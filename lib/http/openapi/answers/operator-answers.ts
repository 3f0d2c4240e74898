import * as z from "zod";
import { type AdminEnvironmentAnswer, roles } from "../../../domain";
import { answerSchema } from "../answer-schema";
import { instant } from "./common";

const dependency = z.enum(["up", "down"]);

export const live = answerSchema<{ readonly status: "live" }>()("Live", z.strictObject({ status: z.literal("live") }));

export const ready = answerSchema<{
  readonly ready: boolean;
  readonly postgres: "up" | "down";
  readonly redis: "up" | "down";
}>()("Ready", z.strictObject({ ready: z.boolean(), postgres: dependency, redis: dependency }));

export const demoLogins = answerSchema<{
  readonly accounts: readonly {
    readonly role: (typeof roles)[number];
    readonly email: string;
    readonly password: string;
  }[];
}>()(
  "DemoLogins",
  z.strictObject({
    accounts: z.array(z.strictObject({ role: z.enum(roles), email: z.string(), password: z.string() })),
  }),
);

export const received = answerSchema<{ readonly received: true }>()(
  "WebhookReceived",
  z.strictObject({ received: z.literal(true) }),
);

export const environment = answerSchema<AdminEnvironmentAnswer>()(
  "Environment",
  z.strictObject({
    now: instant,
    testTools: z.boolean(),
    clockOffsetMs: z.number().nullable().describe("Null while the shop's clock stands still."),
    appOrigin: z.string(),
  }),
);

export const clock = answerSchema<{ readonly now: string; readonly frozen: boolean; readonly offsetMs: number }>()(
  "Clock",
  z.strictObject({ now: instant, frozen: z.boolean(), offsetMs: z.number() }),
);

interface Seeded {
  readonly scenario: string;
  readonly slug: string | null;
  readonly saleId: number | null;
  readonly itemIds: readonly number[];
  readonly shopper: { readonly userId: string; readonly email: string; readonly cookie: string } | null;
  readonly attemptId: string | null;
  readonly orderId: string | null;
}

export const seeded = answerSchema<Seeded>()(
  "Seeded",
  z.strictObject({
    scenario: z.string(),
    slug: z.string().nullable(),
    saleId: z.int().nullable(),
    itemIds: z.array(z.int()),
    shopper: z.strictObject({ userId: z.string(), email: z.string(), cookie: z.string() }).nullable(),
    attemptId: z.string().nullable(),
    orderId: z.string().nullable(),
  }),
);
