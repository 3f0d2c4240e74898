import type { ReminderLinks } from "../mail/ports";

/** Links of reminders without a signature, for tests in which nobody follows them. */
export const plainReminderLinks: ReminderLinks = {
  confirm: (reminder) => `https://shop.example/reminders/confirm?token=${reminder}`,
  stop: (reminder) => `https://shop.example/reminders/stop?token=${reminder}`,
  oneClick: (reminder) => `https://shop.example/api/reminders/stop?token=${reminder}`,
};
