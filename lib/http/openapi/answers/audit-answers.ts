import * as z from "zod";
import type { AuditAnswer } from "../../../domain";
import { answerSchema } from "../answer-schema";
import { count, instant } from "./common";

export const audit = answerSchema<AuditAnswer>()(
  "Audit",
  z.strictObject({
    ok: z.boolean(),
    at: instant,
    checks: z.array(
      z.strictObject({
        name: z.string().describe("Stable: docs/how-to/audit-the-shop.md lists them."),
        invariant: z.string().describe("I1 to I16."),
        ok: z.boolean().describe("That it looked everywhere and found nothing."),
        breaches: z.array(z.strictObject({ message: z.string() })).describe("The first 100 of them."),
        found: count,
        checked: count,
        note: z.string().exactOptional().describe("Where it could not look as closely as usual."),
        notChecked: z
          .string()
          .exactOptional()
          .describe("Why it could not look, for instance because Redis does not answer; then it is not ok."),
      }),
    ),
  }),
);
