import { createAttemptLimit } from "./accounts/attempt-limit";
import { createTokenKeys, type TokenKeys } from "./accounts/tokens/keys";
import { openReminderLink, signReminderLink } from "./accounts/tokens/reminder-link";
import { type Locale, localPath, reminderAction } from "./domain";
import type { ReminderLinks } from "./mail/ports";
import { queueReminderMails } from "./mail/queue-reminder-mails";
import type { Env } from "./platform/env";
import type { Loop } from "./platform/loop";
import { createReminders } from "./reminders/create-reminders";
import type { Reminders } from "./reminders/ports";
import { reminderLoops } from "./reminders/reminder-loops";
import type { Core } from "./wiring-core";

const minuteMs = 60_000;
/** Offices and campuses share a network. */
const perNetwork = { max: 20, windowMs: 10 * minuteMs };
const perAccount = { max: 60, windowMs: 10 * minuteMs };

/** Reminders as web processes know them. */
export function openReminders({ pool, clock }: Core, keys: TokenKeys): Reminders {
  return createReminders({
    pool,
    clock,
    queueReminderMails,
    openLink: (purpose, token) => openReminderLink(keys, purpose, token),
    limits: { perAccount: createAttemptLimit(perAccount), perNetwork: createAttemptLimit(perNetwork) },
  });
}

/** What the worker does for them. */
export function openReminderLoops({ pool, clock }: Core): readonly Loop[] {
  return reminderLoops({ pool, clockSpec: () => clock.spec(), queueReminderMails });
}

/** The links that a reminder's mails carry. */
export function openReminderLinks(env: Env): ReminderLinks {
  const keys = createTokenKeys(env.AUTH_SECRET);
  const origin = env.APP_ORIGIN;
  const page = (what: "confirm" | "stop", token: string, locale: Locale) =>
    `${origin}${localPath(locale, `/reminders/${what}?token=${token}`)}`;
  return {
    confirm: (reminder, locale) => page("confirm", signReminderLink(keys, "confirm", reminder), locale),
    stop: (reminder, locale) => page("stop", signReminderLink(keys, "stop", reminder), locale),
    oneClick: (reminder, locale) =>
      `${origin}${reminderAction("stop", signReminderLink(keys, "stop", reminder), locale)}`,
  };
}
