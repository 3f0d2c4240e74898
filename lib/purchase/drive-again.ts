import type { Attempt } from "../domain";
import type { Loop } from "../platform/loop";
import type { SaleBoard } from "../sales/ports";
import type { Doors } from "./follow-doors";
import type { Accepted, AcceptedMemory } from "./remember-accepted";

export interface DriveAgainParts {
  readonly accepted: Pick<AcceptedMemory, "all" | "forget" | "remember">;
  readonly board: Pick<SaleBoard, "byId" | "revision">;
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
/** While the board stays the same all that is remembered is looked through this often: an answer may have been late. */
const lookAnywayMs = 2_000;

/** An attempt, and the epoch of the gate it is to be driven to. */
type Lost = Accepted;

/**
 * A gate of a new epoch knows what PostgreSQL knew. Whom the gate before it had accepted and nobody had booked is in
 * neither, and may never ask again. This process told them "accepted", so it does what their receipts would do: it looks
 * for each of them, and asks once more for those whom nobody knows. Whatever was decided meanwhile stays as it is.
 */
export function driveAgainLoop(parts: DriveAgainParts): Loop {
  const { accepted, board, lease, doors, realNowMs } = parts;
  let seen = { revision: "", atMs: Number.NEGATIVE_INFINITY, isAllWell: false };
  /** When the present epoch of a sale was first seen beside older attempts. */
  const since = new Map<number, { readonly epoch: number; readonly atMs: number }>();

  function hasWaited(saleId: number, epoch: number): boolean {
    const first = since.get(saleId);
    if (first?.epoch === epoch) return realNowMs() - first.atMs >= lineAfterMs;
    since.set(saleId, { epoch, atMs: realNowMs() });
    return false;
  }

  /** Those whose gate has a successor. */
  function findLost(): readonly Lost[] {
    const revision = board.revision();
    const nowMs = realNowMs();
    if (seen.isAllWell && seen.revision === revision && nowMs - seen.atMs < lookAnywayMs) return [];
    const lost = accepted.all().flatMap(({ attempt, epoch }): readonly Lost[] => {
      const present = board.byId(attempt.saleId)?.epoch ?? epoch;
      return present > epoch ? [{ attempt, epoch: present }] : [];
    });
    seen = { revision, atMs: nowMs, isAllWell: lost.length === 0 };
    return lost;
  }

  function isDue({ attempt, epoch }: Lost): boolean {
    if (doors.of(attempt.saleId) !== "gate") return false;
    const mayLine = hasWaited(attempt.saleId, epoch);
    return attempt.place === null || mayLine;
  }

  async function drive({ attempt, epoch }: Lost): Promise<boolean> {
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
      const due = findLost().filter(isDue);
      due.sort((left, right) => Number(left.attempt.place !== null) - Number(right.attempt.place !== null));
      const driven = new Map<number, { epoch: number; attempts: number }>();
      const failures: unknown[] = [];
      for (let from = 0; from < due.length && lease.holds() && !signal.aborted; from += roundMax) {
        const round = due.slice(from, from + roundMax);
        // One that cannot be driven must not keep the others waiting.
        const results = await Promise.allSettled(round.map(drive));
        for (const [at, result] of results.entries()) {
          if (result.status === "rejected") failures.push(result.reason);
          const one = round[at];
          if (one === undefined || result.status === "rejected" || !result.value) continue;
          const { saleId } = one.attempt;
          driven.set(saleId, { epoch: one.epoch, attempts: (driven.get(saleId)?.attempts ?? 0) + 1 });
        }
      }
      for (const [saleId, counts] of driven) parts.note({ saleId, ...counts });
      if (failures.length > 0) throw failures[0];
      return [...driven.values()].reduce((sum, { attempts }) => sum + attempts, 0);
    },
  };
}
