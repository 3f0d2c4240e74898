import { localPath, reminderAction } from "../domain";
import type { ReminderLinks } from "../mail/ports";

/** Links of reminders without a signature, for tests in which nobody follows them. */
export const plainReminderLinks: ReminderLinks = {
  confirm: (reminder, locale) => `https://shop.example${localPath(locale, `/reminders/confirm?token=${reminder}`)}`,
  stop: (reminder, locale) => `https://shop.example${localPath(locale, `/reminders/stop?token=${reminder}`)}`,
  oneClick: (reminder, locale) => `https://shop.example${reminderAction("stop", reminder, locale)}`,
};
