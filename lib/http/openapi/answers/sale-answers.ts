import * as z from "zod";
import {
  type AcceptedAnswer,
  type AttemptAnswer,
  type AttemptsAnswer,
  attemptStates,
  chances,
  endedReasons,
  etaBands,
  lostReasons,
  type SaleCardAnswer,
  type SaleStateAnswer,
  type SalesAnswer,
  salePhases,
  stockBands,
  type TicketAnswer,
  type TimeAnswer,
} from "../../../domain";
import { answerSchema } from "../answer-schema";
import { count, image, instant, money } from "./common";

export const time = answerSchema<TimeAnswer>()(
  "Time",
  z.strictObject({ now: z.int().describe("Epoch milliseconds of the shop's clock.") }),
);

const pollMs = count.describe("Milliseconds until it is worth asking again; 0: nothing will change by itself.");

export const saleState = answerSchema<SaleStateAnswer>()(
  "SaleState",
  z.strictObject({
    slug: z.string(),
    phase: z.enum(salePhases),
    stock: z.enum(stockBands),
    startsAt: instant,
    endsAt: instant,
    now: instant,
    version: z.int(),
    pollMs,
    nextReleaseAt: instant.nullable(),
    heldUntil: instant.nullable(),
    endedReason: z.enum(endedReasons).exactOptional(),
    left: count.exactOptional().describe("Only when the sale shows exact numbers."),
  }),
);

export const saleCard = answerSchema<SaleCardAnswer>()(
  "SaleCard",
  z.strictObject({
    slug: z.string(),
    title: z.string(),
    phase: z.enum(salePhases),
    stock: z.enum(stockBands),
    startsAt: instant,
    endsAt: instant,
    timeZone: z.string(),
    price: money,
    regularPrice: money.nullable(),
    lowestPrice30d: money.nullable(),
    image: image.nullable(),
    total: count,
    endedReason: z.enum(endedReasons).nullable(),
    endedAt: instant.nullable(),
  }),
);

export const sales = answerSchema<SalesAnswer>()("Sales", z.strictObject({ now: instant, sales: z.array(saleCard) }));

export const ticket = answerSchema<TicketAnswer>()(
  "Ticket",
  z.strictObject({ ticket: z.string(), validFrom: instant, expiresAt: instant }),
);

export const accepted = answerSchema<AcceptedAnswer>()(
  "AcceptedAttempt",
  z.strictObject({
    attemptId: z.string(),
    state: z.enum(attemptStates),
    receivedAt: instant,
    receipt: z.string().describe("Signed; with it an accepted attempt can be driven again that Redis has lost."),
    place: z.int().positive().exactOptional(),
    pollMs,
  }),
);

const attemptFields = {
  attemptId: z.string(),
  saleSlug: z.string(),
  state: z.enum(attemptStates),
  reason: z.enum(lostReasons).exactOptional(),
  place: z.int().positive().exactOptional(),
  ahead: count.exactOptional(),
  etaBand: z.enum(etaBands).describe("While queued; never shorter than the facts allow.").exactOptional(),
  held: count.describe("In line: units others hold, which may come back.").exactOptional(),
  coming: count.describe("In line: units that later releases will bring.").exactOptional(),
  by: instant.describe("In line: when the last of the holds ends, if the sale does not end before.").exactOptional(),
  odds: z
    .strictObject({ chance: z.enum(chances), returned: count, of: count })
    .describe("In line, with a history of at least three sales: of so many units held, so many came back in time.")
    .exactOptional(),
  orderId: z.string().exactOptional(),
  payBy: instant.exactOptional(),
  receivedAt: instant,
  pollMs,
};

export const attempt = answerSchema<AttemptAnswer>()("Attempt", z.strictObject(attemptFields));

export const attempts = answerSchema<AttemptsAnswer>()(
  "Attempts",
  z.strictObject({ attempts: z.array(z.strictObject({ ...attemptFields, saleTitle: z.string() })) }),
);
