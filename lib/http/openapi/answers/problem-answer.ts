import * as z from "zod";
import { eligibilityReasons, type FieldError, type Problem, problemCodes } from "../../../domain";
import { answerSchema } from "../answer-schema";
import { adminSale, saleCheck } from "./admin-sale-answers";
import { instant } from "./common";

const fieldError = answerSchema<FieldError>()("FieldError", z.strictObject({ path: z.string(), message: z.string() }));

export const problem = answerSchema<Problem>()(
  "Problem",
  z.strictObject({
    type: z.string().describe("urn:zerohour:problem:<code>"),
    title: z.string(),
    status: z.int(),
    code: z.enum(problemCodes),
    detail: z.string().describe("What happened and what to do next, for a person."),
    retryAfterMs: z.number().exactOptional(),
    errors: z.array(fieldError).exactOptional(),
    attemptIds: z.array(z.string()).exactOptional(),
    heldUntil: instant.exactOptional(),
    reason: z.enum(eligibilityReasons).exactOptional().describe("With not_eligible: why."),
    ready: z.literal(false).exactOptional(),
    checks: z.array(saleCheck).exactOptional(),
    current: adminSale.exactOptional(),
  }),
);
