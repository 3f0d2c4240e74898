-- What people do to their own account: reset the password, end other sessions, confirm the address, delete the account.

-- Passes that end before this moment count no more; null while none was called in.
ALTER TABLE "accounts" ADD COLUMN     "passes_void_before" TIMESTAMPTZ(3),
-- Its person is forgotten; the row stays for the books.
ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);

ALTER TABLE accounts
  ADD CONSTRAINT accounts_locale_word CHECK (locale IN ('en', 'zh')),
  -- A deleted account has no address, no rights and no name.
  ADD CONSTRAINT accounts_deleted_forgotten CHECK (
    deleted_at IS NULL OR (role = 'shopper' AND image IS NULL AND email LIKE 'deleted-%@deleted.invalid'));

-- Asked for every second, and few.
CREATE INDEX accounts_passes_void ON accounts (passes_void_before) WHERE passes_void_before IS NOT NULL;
CREATE INDEX accounts_deleted ON accounts (deleted_at) WHERE deleted_at IS NOT NULL;

-- CreateIndex
CREATE INDEX "mails_recipient_idx" ON "mails"("recipient");

-- Whatever kinds there are by now, and these: others may have added theirs.
DO $$
DECLARE
  known text;
BEGIN
  SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint
  WHERE conname = 'mails_kind_word' AND conrelid = 'mails'::regclass;
  ALTER TABLE mails DROP CONSTRAINT mails_kind_word;
  EXECUTE format(
    'ALTER TABLE mails ADD CONSTRAINT mails_kind_word CHECK ((%s) OR kind IN (%L, %L, %L))',
    substr(known, length('CHECK (') + 1, length(known) - length('CHECK (') - 1),
    'password_reset', 'password_changed', 'email_verification');
END $$;
