import { type SaleSnapshot, salePhase } from "../domain";
import type { Clock } from "../platform/clock";
import type { Loop } from "../platform/loop";
import type { SaleBoard } from "../sales/ports";
import type { SeenServer } from "../stock/vouched-server";
import { type LoadGateParts, loadGate } from "./load-gate";
import { isTended } from "./watch-phases";

export interface VerifyGateParts extends LoadGateParts {
  readonly board: SaleBoard;
  readonly clock: Clock;
  readonly readServer: () => Promise<SeenServer>;
  readonly renew: (server: string, forMs: number) => Promise<void>;
  readonly vouch: (server: string, times: { forMs: number; openToAllInMs: number }) => Promise<void>;
  /** Only one worker at a time rebuilds; the same lock as who tends the gates. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T | "taken">;
  readonly closeGate: (saleId: number) => Promise<void>;
  readonly backlog: (saleId: number) => Promise<number | null>;
  readonly note: (event: "server_unknown" | "server_vouched", server: string) => void;
}

export interface GateVerifier {
  readonly loop: Loop;
  /** Whether this worker knows the server, and its gates; else they are not its to load one by one. */
  isVouched(): boolean;
}

/** Web processes stop selling when no worker has vouched for so long. */
export const vouchedForMs = 5_000;
const idleMs = 250;
/** After a rebuild of gates that were loaded before, receipts of what Redis lost come first for so long. */
const receiptsFirstMs = 3_000;
/** What the gate accepted and still knows is booked before its state is thrown away; at most for so long. */
const drainMs = 4_000;
const drainLookMs = 50;
/** A sale's first gate has the epoch after this one. */
const neverLoadedEpoch = 1;

/**
 * Vouches for the Redis server the gates were loaded into, again and again, by any worker. A server nobody has vouched
 * for, or that remembers another one, may lack what was accepted: then every gate is closed and loaded anew from
 * PostgreSQL under a new epoch, and only then the server is vouched for. Sales that have not begun are closed only; who
 * tends the gates loads them.
 */
export function verifyGate(parts: VerifyGateParts): GateVerifier {
  let isVouched = false;
  let unknown = "";

  async function look(): Promise<SeenServer> {
    try {
      const seen = await parts.readServer();
      if (!seen.isPrimary) throw new Error("Redis is a replica: it takes no writes; point REDIS_URL at its primary");
      const isKnown = seen.vouched?.server === seen.name;
      if (isKnown) await parts.renew(seen.name, vouchedForMs);
      if (isKnown && !isVouched) parts.note("server_vouched", seen.name);
      isVouched = isKnown;
      return seen;
    } catch (error) {
      isVouched = false;
      throw error;
    }
  }

  return {
    isVouched: () => isVouched,
    loop: {
      name: "verify-gate",
      idleMs,
      async once(signal) {
        const seen = await look();
        if (isVouched) return 0;
        if (unknown !== seen.name) parts.note("server_unknown", seen.name);
        unknown = seen.name;
        const done = await parts.alone(() => rebuild(parts, seen, signal));
        return done === true ? 1 : 0;
      },
    },
  };
}

/** True when all is loaded and vouched for; else the next round goes on. */
async function rebuild(parts: VerifyGateParts, seen: SeenServer, signal: AbortSignal): Promise<boolean> {
  await parts.syncBoard();
  await parts.board.refresh();
  const nowMs = parts.clock.nowMs();
  const tended = parts.board.all().filter((sale) => isTended(sale, nowMs));
  const urgent = tended.filter((sale) => ["live", "paused"].includes(salePhase(sale, nowMs)));
  await untilDrained(parts, urgent, signal);
  for (const sale of tended) await parts.closeGate(sale.id);
  for (const sale of urgent) {
    if ((await loadGate(parts, sale)) !== "loaded") return false;
  }
  await parts.board.refresh();
  // It may have changed once more meanwhile.
  if ((await parts.readServer()).name !== seen.name) return false;
  const wereLoaded = urgent.some((sale) => sale.epoch > neverLoadedEpoch);
  await parts.vouch(seen.name, { forMs: vouchedForMs, openToAllInMs: wereLoaded ? receiptsFirstMs : 0 });
  return true;
}

/** Nobody is let in meanwhile: no web process sells at a server nobody vouches for. */
async function untilDrained(
  parts: Pick<VerifyGateParts, "backlog">,
  sales: readonly SaleSnapshot[],
  signal: AbortSignal,
): Promise<void> {
  const deadlineMs = performance.now() + drainMs;
  for (const sale of sales) {
    while (((await parts.backlog(sale.id)) ?? 0) > 0) {
      if (signal.aborted || performance.now() > deadlineMs) return;
      await new Promise((resolve) => setTimeout(resolve, drainLookMs));
    }
  }
}
