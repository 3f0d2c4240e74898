import type { SaleBoard } from "../sales/ports";
import type { AdjustInput, Gate } from "../stock/gate";
import { gateRules, type LoadGateParts, loadGate } from "./load-gate";

export interface AnnounceSaleParts extends LoadGateParts {
  readonly board: SaleBoard;
  readonly gate: Gate;
}

/**
 * Brings board and gate to what PostgreSQL says of a sale, at once instead of with the worker's next round: whoever
 * pauses a sale waits for this, and nobody can buy when it returns. A gate that is not loaded is loaded; if somebody
 * else is at that already, it is left to them (`loading`). Rejects when Redis is away; the worker then does all of it
 * later.
 */
export async function announceSale(
  parts: AnnounceSaleParts,
  saleId: number,
  adjustments: readonly Omit<AdjustInput, "saleId">[],
): Promise<"announced" | "loading"> {
  await parts.syncBoard();
  await parts.board.refresh();
  const sale = parts.board.byId(saleId);
  // Over for so long that it has left the board.
  if (sale === undefined) return "announced";
  const configured = await parts.gate.configure(gateRules(sale));
  if (configured === "not_loaded") {
    return (await loadGate(parts, sale)) === "loaded" ? "announced" : "loading";
  }
  for (const adjustment of adjustments) await parts.gate.adjust({ saleId, ...adjustment });
  return "announced";
}
