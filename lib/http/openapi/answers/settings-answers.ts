import * as z from "zod";
import { buysServedWords, type LoadPolicyAnswer, type SettingsAnswer, type TestMailAnswer } from "../../../domain";
import { answerSchema } from "../answer-schema";

export const settings = answerSchema<SettingsAnswer>()(
  "Settings",
  z.strictObject({
    storeName: z.string(),
    timeZone: z.string().describe("IANA name."),
    currency: z.string().length(3).describe("ISO 4217."),
    paymentWindowSeconds: z.int(),
    limitPerAccount: z.int(),
    lineFactor: z.int(),
    showExactStock: z.boolean(),
    guards: z
      .strictObject({ discountPercent: z.int(), lengthHours: z.int() })
      .describe("Past these a sale's check asks for a second look."),
    mail: z.strictObject({ fromName: z.string(), fromAddress: z.string() }).describe("Who mails come from."),
    version: z.int().describe("The ETag."),
  }),
);

export const loadPolicy = answerSchema<LoadPolicyAnswer>()(
  "LoadPolicy",
  z.strictObject({
    buysServed: z.enum(buysServedWords).describe("What a process refuses by its own measure comes on top of it."),
  }),
);

export const testMail = answerSchema<TestMailAnswer>()(
  "QueuedTestMail",
  z.strictObject({ to: z.string(), from: z.string() }),
);
