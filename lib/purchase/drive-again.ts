import type { Attempt } from "../domain";
import type { Loop } from "../platform/loop";
import type { SaleBoard } from "../sales/ports";
import type { Doors } from "./follow-doors";
import type { Accepted, AcceptedMemory } from "./remember-accepted";

export interface DriveAgainParts {
  readonly accepted: Pick<AcceptedMemory, "all" | "forget" | "remember">;
  readonly board: Pick<SaleBoard, "byId">;
  /** Whether the gates this process reaches may be believed. */
  readonly lease: { holds(): boolean };
  readonly doors: Pick<Doors, "of">;
  /** As a poll with the receipt; see find-attempt. */
  readonly recover: (attempt: Attempt) => Promise<Attempt | "unknown" | "busy">;
  readonly realNowMs: () => number;
  readonly note: (driven: { readonly saleId: number; readonly epoch: number; readonly attempts: number }) => void;
}

/** Several looks fit into the time in which a rebuilt gate serves only those who were accepted before. */
const idleMs = 200;
const roundMax = 200;
/** Whoever waited in line comes after those who had a unit, those of other processes included. */
const lineAfterMs = 1_000;

/**
 * A gate of a new epoch knows what PostgreSQL knew. Whom the gate before it had accepted and nobody had booked is in
 * neither, and may never ask again. This process told them "accepted", so it does what their receipts would do: it looks
 * for each of them, and asks once more for those whom nobody knows. Whatever was decided meanwhile stays as it is.
 */
export function driveAgainLoop(parts: DriveAgainParts): Loop {
  const { accepted, board, lease, doors, realNowMs } = parts;
  /** When the present epoch of a sale was first seen beside older attempts. */
  const since = new Map<number, { readonly epoch: number; readonly atMs: number }>();

  function hasWaited(saleId: number, epoch: number): boolean {
    const seen = since.get(saleId);
    if (seen?.epoch === epoch) return realNowMs() - seen.atMs >= lineAfterMs;
    since.set(saleId, { epoch, atMs: realNowMs() });
    return false;
  }

  /** The epoch to drive it to; null when there is no need, or it is not its time. */
  function dueEpoch({ attempt, epoch }: Accepted): number | null {
    const present = board.byId(attempt.saleId)?.epoch ?? epoch;
    if (present <= epoch || doors.of(attempt.saleId) !== "gate") return null;
    const mayLine = hasWaited(attempt.saleId, present);
    return attempt.place === null || mayLine ? present : null;
  }

  async function drive({ attempt }: Accepted, epoch: number): Promise<boolean> {
    const found = await parts.recover(attempt);
    if (found === "busy") return false;
    // Not in a book yet: this gate, too, may be lost.
    if (found !== "unknown" && found.state === "queued") accepted.remember(found, epoch);
    else accepted.forget(attempt.attemptId);
    return true;
  }

  return {
    name: "drive-again",
    idleMs,
    async once(signal) {
      if (!lease.holds()) return 0;
      const due = accepted.all().flatMap((each) => {
        const epoch = dueEpoch(each);
        return epoch === null ? [] : [{ each, epoch }];
      });
      due.sort((left, right) => Number(left.each.attempt.place !== null) - Number(right.each.attempt.place !== null));
      const driven = new Map<number, { epoch: number; attempts: number }>();
      const failures: unknown[] = [];
      for (let from = 0; from < due.length && lease.holds() && !signal.aborted; from += roundMax) {
        const round = due.slice(from, from + roundMax);
        // One that cannot be driven must not keep the others waiting.
        const results = await Promise.allSettled(round.map(({ each, epoch }) => drive(each, epoch)));
        for (const [at, result] of results.entries()) {
          if (result.status === "rejected") failures.push(result.reason);
          const one = round[at];
          if (one === undefined || result.status === "rejected" || !result.value) continue;
          const { saleId } = one.each.attempt;
          driven.set(saleId, { epoch: one.epoch, attempts: (driven.get(saleId)?.attempts ?? 0) + 1 });
        }
      }
      for (const [saleId, counts] of driven) parts.note({ saleId, ...counts });
      if (failures.length > 0) throw failures[0];
      return [...driven.values()].reduce((sum, { attempts }) => sum + attempts, 0);
    },
  };
}
