-- What the watch over sales that are on found last, where it can be written and read also while Redis is away.
-- docs/decisions/0024-unchecked-is-told.md.

-- CreateTable
CREATE TABLE "audit_watch" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "noted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "record" JSONB NOT NULL,

    CONSTRAINT "audit_watch_pkey" PRIMARY KEY ("id")
);

ALTER TABLE audit_watch ADD CONSTRAINT audit_watch_one_row CHECK (id = 1);
