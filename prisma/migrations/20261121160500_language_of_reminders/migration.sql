-- The language of the page on which a reminder was set: its mails speak it, unless an account chose another.

ALTER TABLE "reminders" ADD COLUMN "locale" TEXT;
