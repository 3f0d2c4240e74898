import type { AttemptState, LostReason } from "../../domain";
import type { GateRules, Intent } from "../../stock/gate";

/** An attempt as the gate keeps it (lib/stock/scripts/shared/attempts.lua). */
export interface GateRecord {
  state: AttemptState | "unknown";
  version: number;
  readonly accountId: string;
  readonly itemId: number;
  readonly quantity: number;
  readonly slots: number;
  readonly receivedAtMs: number;
  payByMs: number | null;
  reason: LostReason | null;
  /** Null unless it waits in line. */
  sequence: number | null;
}

export interface GateAccount {
  mask: number;
  live: string[];
  newest: string;
}

export interface GateStock {
  total: number;
  released: number;
  held: number;
  sold: number;
}

export interface StreamEntry {
  readonly entryId: number;
  readonly intent: Intent;
}

/** Read by somebody and not yet acknowledged. */
export interface PendingEntry {
  readonly entry: StreamEntry;
  atMs: number;
}

/** Everything Redis holds of one sale. No meta: not loaded. */
export interface GateState {
  meta: {
    epoch: number;
    loader: number | null;
    rules: GateRules;
    heldUntilMs: number;
    sequence: number;
    waiting: number;
  } | null;
  stock: Map<number, GateStock>;
  accounts: Map<string, GateAccount>;
  attempts: Map<string, GateRecord>;
  causes: Set<string>;
  lines: Map<number, { readonly attemptId: string; readonly sequence: number }[]>;
  entries: StreamEntry[];
  lastEntryId: number;
  /** The worker's group; null while nobody has made it. */
  group: { delivered: number; readonly pending: Map<number, PendingEntry> } | null;
  hasStream: boolean;
}

export function emptyGate(): GateState {
  return {
    meta: null,
    stock: new Map(),
    accounts: new Map(),
    attempts: new Map(),
    causes: new Set(),
    lines: new Map(),
    entries: [],
    lastEntryId: 0,
    group: null,
    hasStream: false,
  };
}

export function isLiveRecord(record: GateRecord): boolean {
  const { state } = record;
  return state === "queued" || state === "reserved" || state === "paying" || state === "paid";
}

/** The counter its units are in. */
export function counterOf(record: GateRecord): "held" | "sold" | null {
  if (record.state === "paid") return "sold";
  if (record.state === "reserved" || record.state === "paying") return "held";
  return record.state === "queued" && record.sequence === null ? "held" : null;
}

export function isLoaded(state: GateState): boolean {
  return state.meta !== null && state.meta.loader === null;
}
