import * as z from "zod";
import type { Money } from "../../../domain";
import { answerSchema } from "../answer-schema";

/** ISO 8601 in UTC with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 });

export const money = answerSchema<Money>()(
  "Money",
  z.strictObject({
    minor: z.int().describe("In the smallest unit of the currency: cents, yen."),
    currency: z.string().length(3).describe("ISO 4217."),
  }),
);

export const image = answerSchema<{ readonly url: string; readonly alt: string }>()(
  "Image",
  z.strictObject({ url: z.string(), alt: z.string() }),
);

export const person = answerSchema<{ readonly id: string; readonly name: string }>()(
  "Person",
  z.strictObject({ id: z.string(), name: z.string() }),
);

export const count = z.int().nonnegative();
