import { type SaleSnapshot, salePhase, stockBand } from "../domain";
import type { Clock } from "../platform/clock";
import type { Loop } from "../platform/loop";
import type { SaleBoard } from "../sales/ports";
import type { Gate, GateCounts } from "../stock/gate";
import { gateRules, type LoadGateParts, loadGate } from "./load-gate";

/** What keeps schedule, board and gate together. Only one worker at a time does it (`alone`). */
export interface WatchPhasesParts extends LoadGateParts {
  readonly board: SaleBoard;
  readonly clock: Clock;
  readonly gate: Gate;
  readonly alone: <T>(work: () => Promise<T>) => Promise<T | "taken">;
  /** As in LoadGateParts; says how many sales changed. */
  readonly syncBoard: () => Promise<number>;
  readonly endDueSales: () => Promise<readonly { readonly saleId: number }[]>;
  readonly openDueReleases: () => Promise<number>;
  /**
   * Whether a gate that is not loaded is ours to load; any is, unless told. At a Redis server nobody knows, all of them
   * are loaded together; see verify-gate.
   */
  readonly mayLoad?: () => boolean;
  readonly note: (event: "gate_loaded" | "sale_ended", saleId: number) => void;
}

/** Often enough that a sale published three seconds before its start opens on time. */
const idleMs = 250;
/** Members of a closing line told per script call; one call takes a few milliseconds at this size. */
const closeLineMax = 500;
/** The gate of a sale that ended longer ago than this is left alone. */
export const settledAfterMs = 3_600_000;

/** Whether the gate of this sale is kept loaded. */
export function isTended(sale: SaleSnapshot | undefined, nowMs: number): boolean {
  return sale !== undefined && sale.endsAtMs >= nowMs - settledAfterMs;
}

export function watchPhasesLoop(parts: WatchPhasesParts): Loop {
  /** Versions and epochs this worker has already brought to the gate. */
  const configured = new Map<number, string>();
  return {
    name: "phases",
    idleMs,
    async once() {
      const done = await parts.alone(() => watchOnce(parts, configured));
      return done === "taken" ? 0 : done;
    },
  };
}

async function watchOnce(parts: WatchPhasesParts, configured: Map<number, string>): Promise<number> {
  const ended = await parts.endDueSales();
  const opened = await parts.openDueReleases();
  const synced = await parts.syncBoard();
  if (ended.length > 0 || synced > 0) await parts.board.refresh();
  for (const { saleId } of ended) parts.note("sale_ended", saleId);
  let loaded = 0;
  const failures: unknown[] = [];
  for (const sale of parts.board.all()) {
    // One sale that cannot be tended must not keep the others from opening.
    loaded += await tendGate(parts, sale, configured).catch((error: unknown) => {
      failures.push(error);
      return 0;
    });
  }
  if (loaded > 0) await parts.board.refresh();
  if (failures.length > 0) throw failures[0];
  return ended.length + opened + synced + loaded;
}

/** Loads the gate of a sale that has none, or tells it what changed; closes the line of one that is over. */
async function tendGate(parts: WatchPhasesParts, sale: SaleSnapshot, configured: Map<number, string>): Promise<number> {
  const nowMs = parts.clock.nowMs();
  if (!isTended(sale, nowMs)) return 0;
  const name = `${sale.epoch}.${sale.version}`;
  const counts = await parts.gate.readSale(sale.id);
  // One of an older epoch answers nobody: whoever raised it has not come to load it.
  if (counts === "not_loaded" || counts.epoch < sale.epoch) {
    if (parts.mayLoad?.() === false) return 0;
    const result = await loadGate(parts, sale);
    if (result === "loaded") parts.note("gate_loaded", sale.id);
    return 1;
  }
  if (configured.get(sale.id) !== name) {
    await parts.gate.configure(gateRules(sale));
    configured.set(sale.id, name);
  }
  return counts.lineLength > 0 ? closeLines(parts, sale, counts, nowMs) : 0;
}

/** Tells those in line who can get nothing any more; a bounded part of them each time. */
async function closeLines(
  parts: WatchPhasesParts,
  sale: SaleSnapshot,
  counts: GateCounts,
  nowMs: number,
): Promise<number> {
  const phase = salePhase(sale, nowMs);
  if (phase === "ended" || phase === "cancelled") {
    return (await parts.gate.closeLine({ saleId: sale.id, reason: phase, max: closeLineMax })).closed;
  }
  let closed = 0;
  for (const item of counts.items.filter((each) => stockBand(each) === "gone")) {
    const line = { saleId: sale.id, itemId: item.itemId, reason: "sold_out", max: closeLineMax } as const;
    closed += await parts.gate.closeItemLine(line);
  }
  return closed;
}
