import * as z from "zod";
import { type ReminderAnswer, type RemindersAnswer, reminderStates } from "../../../domain";
import { answerSchema } from "../answer-schema";
import { instant } from "./common";

const channel = z.literal("email");
const remindAt = instant.describe("Ten minutes before the start; now, once the start is nearer.");

export const reminder = answerSchema<ReminderAnswer>()(
  "Reminder",
  z.strictObject({
    state: z
      .enum(reminderStates)
      .describe("`unconfirmed`: the address was sent a link, and counts once it is followed."),
    channel,
    email: z.string().describe("Where it is or would be sent."),
    remindAt,
  }),
);

export const reminders = answerSchema<RemindersAnswer>()(
  "Reminders",
  z.strictObject({
    reminders: z.array(
      z.strictObject({
        slug: z.string(),
        title: z.string(),
        startsAt: instant,
        channel,
        email: z.string(),
        remindAt,
        sent: z.boolean().describe("Whether the mail before the start was written."),
      }),
    ),
  }),
);
