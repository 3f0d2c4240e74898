import * as z from "zod";
import type { AdminLogAnswer, AdminLogEntry } from "../../../domain";
import { answerSchema } from "../answer-schema";
import { instant } from "./common";

export const logEntry = answerSchema<AdminLogEntry>()(
  "LogEntry",
  z.strictObject({
    id: z.string(),
    at: instant,
    actor: z.strictObject({ id: z.string(), name: z.string().nullable() }),
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
