import type { Clock } from "../platform/clock";
import type { Loop } from "../platform/loop";
import type { SaleBoard } from "../sales/ports";
import type { KeysSeen } from "../stock/check-keys";
import { isTended } from "./watch-phases";

export interface CheckGatesParts {
  readonly board: Pick<SaleBoard, "all">;
  readonly clock: Clock;
  /** Closes a gate of which something is gone since the look before. */
  readonly checkKeys: (saleId: number, before: KeysSeen | undefined) => Promise<KeysSeen | "not_loaded" | "closed">;
  readonly note: (saleId: number) => void;
}

/** Soon enough that hardly anybody is told something by a gate that has forgotten half of what it knew. */
const idleMs = 250;

/**
 * Somebody may delete keys in Redis, or trim the stream. A gate that has lost a part of what it knew would sell what is
 * sold or wait for what never comes, so it is closed, and who tends the gates loads it anew from PostgreSQL.
 */
export function checkGatesLoop(parts: CheckGatesParts): Loop {
  const seen = new Map<number, KeysSeen>();
  return {
    name: "check-gates",
    idleMs,
    async once() {
      const nowMs = parts.clock.nowMs();
      for (const sale of parts.board.all()) {
        if (!isTended(sale, nowMs)) continue;
        const found = await parts.checkKeys(sale.id, seen.get(sale.id));
        if (found === "closed") parts.note(sale.id);
        if (typeof found === "string") seen.delete(sale.id);
        else seen.set(sale.id, found);
      }
      return 0;
    },
  };
}
