-- A sale may be sold straight from the books while its gate cannot be reached.

-- What its marketer wants then: "closed" answers busy until the gate is back, "books" sells from PostgreSQL.
ALTER TABLE "sales" ADD COLUMN     "without_gate" TEXT NOT NULL DEFAULT 'closed';

ALTER TABLE sales ADD CONSTRAINT sales_without_gate_word CHECK (without_gate IN ('closed', 'books'));

-- CreateTable
CREATE TABLE "sale_doors" (
    "sale_id" INTEGER NOT NULL,
    "sells_from" TEXT NOT NULL DEFAULT 'gate',
    "books_at" TIMESTAMPTZ(3),
    "gate_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sale_doors_pkey" PRIMARY KEY ("sale_id")
);

-- AddForeignKey
ALTER TABLE "sale_doors" ADD CONSTRAINT "sale_doors_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "sales"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE sale_doors
  ADD CONSTRAINT sale_doors_word CHECK (sells_from IN ('gate', 'books', 'returning')),
  -- Since when is what the wait for older permits is counted from.
  ADD CONSTRAINT sale_doors_since CHECK (sells_from = 'gate' OR books_at IS NOT NULL);
