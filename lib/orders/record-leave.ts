import type { ShopPool } from "../platform/postgres";
import type { LineLoss } from "./ports";
import { writeGone } from "./record-line";

/**
 * Writes down that somebody left the line of a gate, unless that gate has a successor: what was left there is not left in
 * the line that counts. Whoever raises the epoch waits for this transaction, and then reads what it wrote.
 */
export async function recordLeave(
  pool: Pick<ShopPool, "transaction">,
  saleId: number,
  epoch: number,
  loss: LineLoss,
): Promise<"recorded" | "stale_epoch"> {
  return pool.transaction(async (client) => {
    const { rows } = await client.query<{ epoch: number; known: boolean }>(
      `SELECT epoch, EXISTS (SELECT FROM attempt_failures f WHERE f.attempt_id = $2 AND f.reason = 'left') AS known
       FROM sales WHERE id = $1 FOR SHARE`,
      [saleId, loss.attemptId],
    );
    if (rows[0]?.known === true) return "recorded";
    if (rows[0]?.epoch !== epoch) return "stale_epoch";
    await writeGone(client, saleId, [loss]);
    return "recorded";
  });
}
