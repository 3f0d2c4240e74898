import type { SaleNotice } from "../../domain";
import type { TransactionClient } from "../../platform/postgres";

export type NewNotice = Omit<SaleNotice, "atMs">;

/** Tells shoppers of a step, in the transaction that takes it; what was told is never taken back. */
export async function writeNotice(
  client: TransactionClient,
  saleId: number,
  notice: NewNotice,
  clockSpec: string,
): Promise<void> {
  await client.query(
    `INSERT INTO sale_notices (sale_id, kind, reason, from_at, to_at, at)
     VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000), shop_now($6))`,
    [saleId, notice.kind, notice.reason, notice.moved?.fromMs ?? null, notice.moved?.toMs ?? null, clockSpec],
  );
}
