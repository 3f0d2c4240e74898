import type { Pool } from "pg";

/**
 * Starts a new life of a sale's gate: callers and old gates with the former epoch are refused from then on.
 * Null when somebody else raised it first.
 */
export async function raiseEpoch(pool: Pool, saleId: number, seenEpoch: number): Promise<number | null> {
  const { rows } = await pool.query<{ epoch: number }>(
    "UPDATE sales SET epoch = epoch + 1 WHERE id = $1 AND epoch = $2 RETURNING epoch",
    [saleId, seenEpoch],
  );
  return rows[0]?.epoch ?? null;
}
