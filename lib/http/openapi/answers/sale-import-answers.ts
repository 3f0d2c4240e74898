import * as z from "zod";
import { type ImportNote, type SaleImportAnswer, type SaleImportedAnswer, saleColumns } from "../../../domain";
import { answerSchema } from "../answer-schema";
import { count } from "./common";

const importNote = answerSchema<ImportNote>()(
  "ImportNote",
  z.strictObject({
    line: z.int().positive().describe("The line of the file."),
    column: z.enum(saleColumns),
    message: z.string().describe("To be read after the column's name."),
  }),
);

export const saleImport = answerSchema<SaleImportAnswer>()(
  "SaleImport",
  z.strictObject({
    rows: z.array(
      z.strictObject({
        line: z.int().positive().describe("Where the sale's first row begins."),
        slug: z.string(),
        title: z.string(),
        errors: z.array(importNote),
        warnings: z.array(importNote).describe("What publishing will say."),
      }),
    ),
    valid: count,
    invalid: count,
  }),
);

export const saleImported = answerSchema<SaleImportedAnswer>()(
  "SaleImported",
  z.strictObject({ created: z.array(z.string()).describe("Slugs of the drafts, in the order of the file.") }),
);
