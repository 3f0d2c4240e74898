import type { Attempt, LostReason, StockCounts } from "../domain";

/**
 * The gate: what Redis decides and remembers for one sale. Every method is one atomic script.
 * Times are epoch milliseconds of Redis' own clock corrected by `clock` (a clock spec, see platform/clock).
 */
export interface Gate {
  /**
   * Closes a sale and forgets what is known of it, under the epoch of the load that is to come; an older load that is
   * late can no longer open it. Before `load`, so that whatever is decided after PostgreSQL was read finds the gate
   * closed, and is told later, instead of being told to a state that is then thrown away.
   */
  shut(rules: GateRules): Promise<void>;
  /**
   * Loads or rebuilds a sale from what PostgreSQL knows; until it is complete the sale is not loaded for everybody.
   * A lower or equal epoch than the loaded one changes nothing, and of two loads at once the later one wins (the
   * other hears `already_loaded`). Intents in the stream stay, but those which the truth given here does not
   * contain are not counted: drain the stream before, or pass the `subject` with their verdicts after.
   */
  load(input: LoadInput): Promise<"loaded" | "already_loaded">;
  /** Brings schedule, status and limits of a loaded sale up to date; a lower version changes nothing. */
  configure(input: ConfigureInput): Promise<"configured" | "unchanged" | "not_loaded">;
  /** The one place where a unit is taken. */
  reserve(input: ReserveInput): Promise<ReserveReply>;
  /**
   * Publishes what PostgreSQL decided; older versions of an attempt's story are ignored. Units that return go to the
   * line. `not_loaded` means that nothing was published: whoever holds the news (an intent, an outbox row) keeps it,
   * since a load under way may have read the truth before it.
   */
  settle(input: SettleInput): Promise<"settled" | "not_loaded">;
  /** Gives up a place in line. */
  leaveLine(input: {
    saleId: number;
    attemptId: string;
    accountId: string;
  }): Promise<"left" | "not_in_line" | "not_loaded">;
  /** Ends the line of a sale: everybody still waiting has lost. At most `max` per call; says how many are left. */
  closeLine(input: { saleId: number; reason: LostReason; max: number }): Promise<{ closed: number; remaining: number }>;
  /** Ends the line of one item only, as above; says how many it told. */
  closeItemLine(input: { saleId: number; itemId: number; reason: LostReason; max: number }): Promise<number>;
  /** Adds released units (or takes unsold ones away) once per cause, and offers new ones to the line. */
  adjust(input: AdjustInput): Promise<"adjusted" | "already_adjusted" | "not_loaded">;
  readAttempt(attemptId: string): Promise<Attempt | "unknown" | "not_loaded">;
  /** The account's newest attempt in a sale. */
  readAccount(saleId: number, accountId: string): Promise<Attempt | "none" | "not_loaded">;
  readSale(saleId: number): Promise<GateCounts | "not_loaded">;
  /** What `reserve` would say to an account that has no attempt in the sale. */
  readRefusals(saleId: number): Promise<GateRefusals | "not_loaded">;
  /** Every account with an attempt in the sale, in parts, some of them twice; those that come meanwhile may be missing. */
  readAccountIds(saleId: number): AsyncIterable<readonly string[]>;
  /** Removes everything of a sale, unread intents too; for archived sales. A rebuild is `load` with a new epoch. */
  unload(saleId: number): Promise<void>;
}

/** What the gate needs to know of a sale to decide. */
export interface GateRules {
  readonly saleId: number;
  readonly epoch: number;
  readonly version: number;
  readonly status: "published" | "paused" | "ended" | "cancelled";
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly limitPerAccount: number;
  readonly lineCap: number;
  readonly paymentWindowMs: number;
}

export type ConfigureInput = GateRules;

export interface LoadInput extends GateRules {
  /** Per item; `held` and `sold` are what PostgreSQL counts as live. `available` follows from them and is not read. */
  readonly items: readonly (StockCounts & { readonly itemId: number })[];
  /** Causes of adjustments these counts contain, so that news of them that comes late changes nothing. */
  readonly causes?: readonly string[];
  /** Attempts PostgreSQL knows (orders and failures), with the slots live ones occupy. */
  readonly attempts: readonly LoadedAttempt[];
  /** Who waits in line, first come first. */
  readonly line: readonly LineMember[];
}

export interface LoadedAttempt {
  readonly attempt: Attempt;
  readonly slots: number;
  readonly version: number;
}

export interface LineMember {
  readonly attemptId: string;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly slots: number;
  readonly sequence: number;
  readonly receivedAtMs: number;
}

export interface ReserveInput {
  readonly saleId: number;
  readonly epoch: number;
  readonly accountId: string;
  readonly attemptId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly joinLine: boolean;
  /** Asked for once more by a receipt: when it was accepted. The gate decides the same with or without. */
  readonly acceptedAtMs?: number;
}

export type ReserveReply =
  | { readonly word: "accepted"; readonly attempt: Attempt }
  | { readonly word: "known"; readonly attempt: Attempt }
  | { readonly word: "key_reused" }
  | { readonly word: "limit_reached"; readonly attemptIds: readonly string[] }
  | { readonly word: "all_held"; readonly heldUntilMs: number | null }
  | { readonly word: "sold_out" }
  /** Fewer are left than were asked for, and no more can come. */
  | { readonly word: "too_few" }
  | { readonly word: "line_full" }
  /** Too much is accepted and not yet booked: nothing was taken, a later try may find it open. */
  | { readonly word: "backlogged" }
  | { readonly word: "not_open"; readonly retryAfterMs: number }
  | { readonly word: "ended" }
  | { readonly word: "paused" }
  | { readonly word: "cancelled" }
  | { readonly word: "not_loaded" }
  | { readonly word: "stale_epoch"; readonly epoch: number };

/** What PostgreSQL decided about an attempt. */
export type Verdict = VerdictBase &
  (
    | { readonly state: "reserved"; readonly payByMs: number }
    | { readonly state: "paying" | "paid" }
    | { readonly state: "expired" | "left" }
    | { readonly state: "lost"; readonly reason: LostReason }
  );

interface VerdictBase {
  readonly attemptId: string;
  /** The order's; failures use 1. */
  readonly version: number;
  /** Lets a gate that has lost the attempt remember it and count its units; without it such a verdict is passed over. */
  readonly subject?: AttemptSubject;
}

/** What an attempt was about. */
export interface AttemptSubject {
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  /** Bit mask of the account's slots; bit 0 is slot 1. */
  readonly slots: number;
  readonly receivedAtMs: number;
}

export interface SettleInput {
  readonly saleId: number;
  readonly verdicts: readonly Verdict[];
}

export interface AdjustInput {
  readonly saleId: number;
  readonly itemId: number;
  readonly cause: string;
  /** Added to the item's total (restock); 0 for a release. */
  readonly totalDelta: number;
  /** Added to released and available. */
  readonly releasedDelta: number;
}

export interface GateCounts {
  readonly epoch: number;
  /** Always `total = unreleased + available + held + sold`. */
  readonly items: readonly (StockCounts & { readonly itemId: number })[];
  readonly lineLength: number;
  /**
   * Units PostgreSQL has booked although the gate had given them to somebody whom PostgreSQL will refuse. Left out of
   * `held`. More than 0 for longer than the stream needs to drain means that the gate must be rebuilt.
   */
  readonly owed: number;
  /** The end of the last hold, while something is held. */
  readonly heldUntilMs: number | null;
}

/** What everybody without an attempt hears; `open` when only `reserve` can tell. */
export interface GateRefusals {
  readonly epoch: number;
  /** How many accounts have an attempt. */
  readonly accounts: number;
  /** When units that are held may return. */
  readonly heldUntilMs: number;
  readonly lineFull: boolean;
  readonly items: readonly {
    readonly itemId: number;
    /** `awaiting_release`: nothing is held, but a later release brings more. */
    readonly word: RefusalWord | "open" | "all_held" | "awaiting_release";
  }[];
}

export type RefusalWord = "ended" | "paused" | "cancelled" | "sold_out";

// ---------------------------------------------------------------- the stream of intents

/** What the gate hands over to the worker, in the same script that decided it. */
export type Intent = ReserveIntent | JoinIntent | LeaveIntent;

interface IntentBase {
  readonly saleId: number;
  readonly attemptId: string;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  /** Bit mask of the account's slots this attempt occupies; bit 0 is slot 1. */
  readonly slots: number;
  readonly receivedAtMs: number;
}

/** A unit was taken for this attempt: book it or give it back. */
export interface ReserveIntent extends IntentBase {
  readonly kind: "reserve";
}

/** The attempt waits in line. */
export interface JoinIntent extends IntentBase {
  readonly kind: "join";
  readonly sequence: number;
}

/** The attempt left the line, or the line closed with a reason. */
export interface LeaveIntent extends IntentBase {
  readonly kind: "leave";
  readonly reason: LostReason | "left";
}

export interface IntentEntry {
  readonly entryId: string;
  readonly intent: Intent;
}

export interface BrokenEntry {
  readonly entryId: string;
  readonly fields: readonly string[];
  readonly error: string;
}

/** One sale's stream, read by a consumer group (created at 0, so nothing before it is missed). */
export interface IntentStream {
  /** New entries; waits up to `blockMs` for the first. `saleIds` are the streams to read. */
  readNew(saleIds: readonly number[], options: { countMax: number; blockMs: number }): Promise<readonly IntentBatch[]>;
  /** Entries another worker read at least `idleMs` ago and did not finish. */
  takeOver(saleId: number, options: { countMax: number; idleMs: number }): Promise<IntentBatch>;
  acknowledge(saleId: number, entryIds: readonly string[]): Promise<void>;
  /** Entries not yet acknowledged, read or not; what `intents` shows in the monitor. Null when the sale has no stream. */
  backlog(saleId: number): Promise<number | null>;
}

export interface IntentBatch {
  readonly saleId: number;
  readonly entries: readonly IntentEntry[];
  readonly broken: readonly BrokenEntry[];
}
