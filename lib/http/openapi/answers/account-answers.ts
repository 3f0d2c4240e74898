import * as z from "zod";
import { roles, type SessionAnswer } from "../../../domain";
import { answerSchema } from "../answer-schema";
import { instant } from "./common";

export const session = answerSchema<SessionAnswer>()(
  "Session",
  z.strictObject({
    account: z.strictObject({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(roles) }).nullable(),
  }),
);

interface Devices {
  readonly sessions: readonly {
    readonly id: string;
    readonly createdAt: string;
    readonly userAgent: string | null;
    readonly current: boolean;
  }[];
}

export const devices = answerSchema<Devices>()(
  "Devices",
  z.strictObject({
    sessions: z.array(
      z.strictObject({
        id: z.string(),
        createdAt: instant,
        userAgent: z.string().nullable(),
        current: z.boolean().describe("The session that asks."),
      }),
    ),
  }),
);
