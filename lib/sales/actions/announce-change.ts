import type { Pool } from "pg";
import type { ActionResult } from "./settle-actions";

export interface AnnounceChangeParts {
  readonly pool: Pool;
  /** See lib/purchase/announce-sale.ts. */
  readonly announce: (saleId: number) => Promise<"announced" | "loading">;
}

/** Movements of stock travel by the outbox, in order with everything else, and are not repeated here. */
const newsSql = `
SELECT count(*)::int AS count FROM outbox
WHERE topic = 'gate' AND payload->>'saleId' = $1::text AND payload ? 'adjust'`;

/** Brings a sale's gate to what PostgreSQL says; done when nothing of a marketer's waits to be told. */
export async function announceChange(parts: AnnounceChangeParts, saleId: number): Promise<ActionResult> {
  if ((await parts.announce(saleId)) === "loading") {
    return { word: "waiting", message: "Another process is loading the gate." };
  }
  const { rows } = await parts.pool.query<{ count: number }>(newsSql, [String(saleId)]);
  const count = rows[0]?.count ?? 0;
  if (count === 0) return { word: "done" };
  const changes = count === 1 ? "change of its stock has" : "changes of its stock have";
  return { word: "waiting", message: `${count} ${changes} not reached the gate yet.` };
}
