import type { Pool } from "pg";
import type { SaleBoard } from "../ports";
import type { ActionResult } from "./settle-actions";

export interface RefreshPagesParts {
  readonly pool: Pick<Pool, "query">;
  readonly board: Pick<SaleBoard, "byId" | "refresh">;
  readonly syncBoard: () => Promise<unknown>;
}

/**
 * Pages go stale by the version on the board, in every process by itself (see page-stamp). So they are refreshed when
 * the board has the version.
 */
export async function refreshPages(parts: RefreshPagesParts, saleId: number): Promise<ActionResult> {
  const { rows } = await parts.pool.query<{ version: number }>("SELECT version FROM sales WHERE id = $1", [saleId]);
  const version = rows[0]?.version ?? 0;
  await parts.syncBoard();
  await parts.board.refresh();
  const shown = parts.board.byId(saleId)?.version;
  // Over for so long that it has left the board: its page is read from PostgreSQL.
  if (shown === undefined || shown >= version) return { word: "done" };
  return { word: "waiting", message: `The board still has version ${shown}, not ${version}.` };
}
