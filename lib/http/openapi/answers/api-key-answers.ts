import * as z from "zod";
import { type ApiKeyMadeAnswer, type ApiKeysAnswer, apiKeyScopes } from "../../../domain";
import { answerSchema } from "../answer-schema";
import { instant, person } from "./common";

const shown = {
  id: z.int(),
  name: z.string(),
  prefix: z.string().describe("How the key begins."),
  scopes: z.array(z.enum(apiKeyScopes)),
  createdAt: instant,
};

export const apiKeys = answerSchema<ApiKeysAnswer>()(
  "ApiKeys",
  z.strictObject({
    keys: z.array(
      z.strictObject({
        ...shown,
        owner: person,
        lastUsedAt: instant.nullable().describe("To the minute."),
        revokedAt: instant.nullable(),
      }),
    ),
  }),
);

export const apiKeyMade = answerSchema<ApiKeyMadeAnswer>()(
  "ApiKeyMade",
  z.strictObject({ ...shown, key: z.string().describe("The key itself, here and never again.") }),
);
