import type { EndedReason, SalePhase, SaleSchedule, SaleStateAnswer, SaleStatus, StockBand } from "@/lib/domain";
import { salePhase } from "@/lib/domain";
import type { SaleFacts } from "./sale-facts";

/** A sale as the page shows it at a moment: the static schedule, the server's news and the clock, joined. */
export interface SaleView {
  readonly phase: SalePhase;
  /** Null until the server has said. */
  readonly stock: StockBand | null;
  readonly version: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly endedReason: EndedReason | null;
  /** Null when only the server knows and has not said. */
  readonly endedAtMs: number | null;
  readonly heldUntilMs: number | null;
  readonly nextReleaseAtMs: number | null;
  /** Only when the sale shows exact numbers. */
  readonly left: number | null;
}

/** The furthest phase this page has shown of a version of the sale. */
export interface ReachedPhase {
  readonly version: number;
  readonly phase: SalePhase;
}

const ranks: Readonly<Record<SalePhase, number>> = {
  draft: 0,
  scheduled: 0,
  live: 1,
  paused: 1,
  ended: 2,
  cancelled: 3,
};

/** Of two answers the one to believe: caches and slow requests can deliver them out of order. */
export function newerAnswer(known: SaleStateAnswer | null, fresh: SaleStateAnswer): SaleStateAnswer {
  if (known === null || fresh.version > known.version) return fresh;
  if (fresh.version < known.version) return known;
  return Date.parse(fresh.now) >= Date.parse(known.now) ? fresh : known;
}

function statusOf(facts: SaleFacts, answer: SaleStateAnswer | null): SaleStatus {
  if (answer === null) return facts.status;
  switch (answer.phase) {
    case "draft":
    case "paused":
    case "ended":
    case "cancelled":
      return answer.phase;
    case "live":
      return "published";
    case "scheduled":
      // A sale paused before its start answers "scheduled"; the page of the same version knows better.
      return answer.version === facts.version && facts.status === "paused" ? "paused" : "published";
  }
}

function millisecondsOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

/**
 * The view at `nowMs` (server time). The phase is the further of what schedule and clock say and what the
 * server said, and it never goes back within a version of the sale: only a person, who makes a new version,
 * can take a page from live back to upcoming. Answers older than the page are ignored.
 */
export function mergeSaleState(
  facts: SaleFacts,
  told: SaleStateAnswer | null,
  nowMs: number,
  reached: ReachedPhase | null,
): SaleView {
  const answer = told !== null && told.version >= facts.version ? told : null;
  const version = answer?.version ?? facts.version;
  const schedule: SaleSchedule = {
    status: statusOf(facts, answer),
    startsAtMs: answer === null ? facts.startsAtMs : Date.parse(answer.startsAt),
    endsAtMs: answer === null ? facts.endsAtMs : Date.parse(answer.endsAt),
    endedReason: answer?.endedReason ?? facts.endedReason,
  };
  let phase = salePhase(schedule, nowMs);
  if (answer !== null && ranks[answer.phase] > ranks[phase]) phase = answer.phase;
  if (reached !== null && reached.version === version && ranks[reached.phase] > ranks[phase]) phase = reached.phase;

  const reason = phase === "ended" ? (schedule.endedReason ?? "time") : null;
  return {
    phase,
    stock: answer?.stock ?? (reason === "sold_out" ? "gone" : null),
    version,
    startsAtMs: schedule.startsAtMs,
    endsAtMs: schedule.endsAtMs,
    endedReason: reason,
    endedAtMs: endedAtOf(facts, version, reason, schedule.endsAtMs),
    heldUntilMs: millisecondsOf(answer?.heldUntil ?? null),
    nextReleaseAtMs: millisecondsOf(answer?.nextReleaseAt ?? null),
    left: answer?.left ?? null,
  };
}

function endedAtOf(facts: SaleFacts, version: number, reason: EndedReason | null, endsAtMs: number): number | null {
  if (reason === null) return null;
  if (facts.version === version && facts.endedAtMs !== null) return facts.endedAtMs;
  return reason === "time" ? endsAtMs : null;
}

/** Whether the sale is over for good, as far as anybody can know. */
export function isOver(view: Pick<SaleView, "phase">): boolean {
  return view.phase === "ended" || view.phase === "cancelled" || view.phase === "draft";
}

/** The further of two reached phases; a new version starts anew. */
export function furthest(reached: ReachedPhase | null, view: Pick<SaleView, "version" | "phase">): ReachedPhase {
  if (reached !== null && reached.version === view.version && ranks[reached.phase] > ranks[view.phase]) return reached;
  if (reached !== null && reached.version > view.version) return reached;
  return { version: view.version, phase: view.phase };
}
