import { createTokenKeys } from "./accounts/tokens/keys";
import { signReminderLink } from "./accounts/tokens/reminder-link";
import type { ReminderLinks } from "./mail/ports";
import type { Env } from "./platform/env";

/** The links that a reminder's mails carry. */
export function openReminderLinks(env: Env): ReminderLinks {
  const keys = createTokenKeys(env.AUTH_SECRET);
  const origin = env.APP_ORIGIN;
  return {
    confirm: (reminder) => `${origin}/reminders/confirm?token=${signReminderLink(keys, "confirm", reminder)}`,
    stop: (reminder) => `${origin}/reminders/stop?token=${signReminderLink(keys, "stop", reminder)}`,
    oneClick: (reminder) => `${origin}/api/reminders/stop?token=${signReminderLink(keys, "stop", reminder)}`,
  };
}
