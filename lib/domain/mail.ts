/** What a mail is about; each kind has its words in lib/mail/words. */
export const mailKinds = [
  "order_paid",
  "order_refunded",
  "hold_released",
  "sale_cancelled",
  "line_offered",
  "account_suspended",
  "password_reset",
  "password_changed",
  "email_verification",
  "reminder_confirm",
  "reminder_due",
  "reminder_moved",
  "reminder_cancelled",
  "test_mail",
] as const;
export type MailKind = (typeof mailKinds)[number];

/** `failed` is given up: the address was refused, or the mail server was away for too long. */
export const mailStates = ["waiting", "sent", "failed"] as const;
export type MailState = (typeof mailStates)[number];
