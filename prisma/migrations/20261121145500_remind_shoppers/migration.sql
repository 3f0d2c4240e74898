-- Reminders of a start. Nothing has written any before, so the new column needs no value.

ALTER TABLE "reminders" ADD COLUMN "starts_at" TIMESTAMPTZ(3) NOT NULL;

CREATE INDEX "reminders_sale_id_starts_at_idx" ON "reminders"("sale_id", "starts_at");
CREATE INDEX "reminders_account_id_idx" ON "reminders"("account_id");
CREATE INDEX "reminders_email_idx" ON "reminders"("email");

ALTER TABLE "reminders" ADD CONSTRAINT "reminders_sale_id_fkey"
  FOREIGN KEY ("sale_id") REFERENCES "sales"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_account_id_fkey"
  FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What follows is not in the schema file.

ALTER TABLE reminders
  ADD CONSTRAINT reminders_email_lower_case CHECK (email = lower(email)),
  ADD CONSTRAINT reminders_sent_are_confirmed CHECK (sent_at IS NULL OR confirmed_at IS NOT NULL);

-- The worker looks for these every second; in a sale that has begun there are none.
CREATE INDEX reminders_to_send ON reminders (sale_id) WHERE confirmed_at IS NOT NULL AND sent_at IS NULL;
CREATE INDEX reminders_unconfirmed ON reminders (created_at) WHERE confirmed_at IS NULL;

ALTER TABLE mails DROP CONSTRAINT mails_kind_word;
ALTER TABLE mails
  ADD CONSTRAINT mails_kind_word
    CHECK (kind IN (
      'order_paid', 'order_refunded', 'hold_released', 'sale_cancelled', 'line_offered', 'account_suspended',
      'test_mail', 'reminder_confirm', 'reminder_due', 'reminder_moved', 'reminder_cancelled'));
