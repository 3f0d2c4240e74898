-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "prefix" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "uploads" ADD COLUMN     "height" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "width" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "sale_notices" (
    "id" BIGSERIAL NOT NULL,
    "sale_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "from_at" TIMESTAMPTZ(3),
    "to_at" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sale_notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sale_actions" (
    "id" BIGSERIAL NOT NULL,
    "sale_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "verb" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT NOT NULL DEFAULT '',
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tried_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "sale_actions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mails" (
    "id" BIGSERIAL NOT NULL,
    "cause" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" TEXT,
    "order_id" TEXT,
    "sale_id" INTEGER,
    "recipient" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sale_notices_sale_id_id_idx" ON "sale_notices"("sale_id", "id");

-- CreateIndex
CREATE INDEX "sale_actions_sale_id_id_idx" ON "sale_actions"("sale_id", "id");

-- CreateIndex
CREATE INDEX "sale_actions_state_tried_at_idx" ON "sale_actions"("state", "tried_at");

-- CreateIndex
CREATE UNIQUE INDEX "mails_cause_key" ON "mails"("cause");

-- CreateIndex
CREATE INDEX "mails_state_not_before_idx" ON "mails"("state", "not_before");

-- CreateIndex
CREATE INDEX "mails_order_id_idx" ON "mails"("order_id");

-- CreateIndex
CREATE INDEX "orders_created_at_id_idx" ON "orders"("created_at", "id");

-- CreateIndex
CREATE INDEX "orders_state_created_at_idx" ON "orders"("state", "created_at");

-- AddForeignKey
ALTER TABLE "sale_notices" ADD CONSTRAINT "sale_notices_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "sales"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sale_actions" ADD CONSTRAINT "sale_actions_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "sales"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a schema file cannot say.

ALTER TABLE sale_notices ADD CONSTRAINT sale_notices_kind_word
  CHECK (kind IN ('extended', 'rescheduled', 'paused', 'resumed', 'restocked', 'cancelled'));

CREATE TRIGGER sale_notices_append_only BEFORE UPDATE ON sale_notices
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE sale_actions
  ADD CONSTRAINT sale_actions_kind_word
    CHECK (kind IN ('load_gate', 'refresh_pages', 'refund_orders', 'tell_shoppers')),
  ADD CONSTRAINT sale_actions_state_word CHECK (state IN ('pending', 'done')),
  ADD CONSTRAINT sale_actions_done_when CHECK ((state = 'done') = (done_at IS NOT NULL));

ALTER TABLE mails
  ADD CONSTRAINT mails_state_word CHECK (state IN ('waiting', 'sent', 'failed')),
  ADD CONSTRAINT mails_tries_range CHECK (tries >= 0);
