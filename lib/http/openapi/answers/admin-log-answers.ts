import * as z from "zod";
import type { AdminLogAnswer, AdminLogEntry, LogVerdictAnswer } from "../../../domain";
import { answerSchema } from "../answer-schema";
import { count, instant } from "./common";

export const logEntry = answerSchema<AdminLogEntry>()(
  "LogEntry",
  z.strictObject({
    id: z.string(),
    at: instant,
    actor: z.strictObject({
      id: z.string(),
      name: z.string().nullable(),
      key: z.string().nullable().describe("Name of the API key that acted for the account."),
    }),
    verb: z.string(),
    object: z.string().describe("Kind and name: sale:aurora-desk-lamp."),
    before: z.unknown().describe("The changed fields alone, as they were."),
    after: z.unknown().describe("The changed fields alone, as they are."),
    requestId: z.string(),
    address: z.string().nullable().describe("The last part is masked."),
    prevHash: z.string(),
    hash: z.string(),
  }),
);

export const log = answerSchema<AdminLogAnswer>()(
  "Log",
  z.strictObject({
    entries: z.array(logEntry),
    next: z.string().nullable().describe("Cursor of the next page, for ?before=."),
  }),
);

export const logVerdict = answerSchema<LogVerdictAnswer>()(
  "LogVerdict",
  z.strictObject({
    intact: z.boolean(),
    entries: count.describe("Intact ones of this part."),
    lastHash: z.string().nullable().describe("Of the last intact entry; null when one is broken."),
    broken: z.strictObject({ id: z.string(), reason: z.string() }).nullable(),
    next: z.string().nullable().describe("Cursor of the next part, for ?after=."),
  }),
);
