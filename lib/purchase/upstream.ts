import type { PurchaseOutcome, SaleSnapshot } from "../domain";
import type { Clock } from "../platform/clock";
import type { Gate, GateRefusals, RefusalWord } from "../stock/gate";
import { type AccountFilter, createAccountFilter } from "./account-filter";

/**
 * What this process refuses from memory. When the gate has refused somebody, the process looks what everybody else would
 * hear (one script call, whatever the crowd), and says that itself: until Redis announces a change, for a short lease
 * at most. It is about accounts without an attempt in the sale. Whoever has one always asks the gate, so a resend of an
 * accepted key is never told that all is gone.
 */
export interface Upstream {
  /** What the gate would say to this wish, or null when only the gate can tell. */
  refuse(sale: Pick<SaleSnapshot, "id" | "epoch" | "endsAtMs">, wish: FirstWish): UpstreamRefusal | null;
  /** The gate has refused somebody: it may refuse everybody. */
  look(saleId: number): void;
  /** The gate has accepted an attempt of this account. */
  remember(saleId: number, accountId: string): void;
  /** Counts what may let in somebody who was refused. */
  changes(saleId: number): number;
  /** Something of this sale has changed: what was seen counts no more. */
  forget(saleId: number): void;
}

interface FirstWish {
  readonly accountId: string;
  readonly itemId: number;
  readonly joinLine: boolean;
}

export type UpstreamRefusal = Extract<PurchaseOutcome, { word: RefusalWord | "all_held" | "line_full" }>;

export interface UpstreamParts {
  readonly gate: Pick<Gate, "readRefusals" | "readAccountIds">;
  readonly clock: Clock;
  readonly realNowMs: () => number;
  readonly onError: (error: unknown) => void;
  /** How long a look counts at most, should the announcement of a change be lost. It is renewed at half of that. */
  readonly leaseMs?: number;
}

/** What was seen at the gate at one moment. */
interface View {
  readonly refusals: GateRefusals;
  readonly clockSpec: string;
  readonly atMs: number;
  readonly known: AccountFilter;
}

/** The accounts with an attempt, as of some moment: whoever comes later makes `count` grow. */
interface KnownAccounts {
  readonly epoch: number;
  count: number;
  readonly filter: AccountFilter;
}

interface Watch {
  changes: number;
  view: View | null;
  known: KnownAccounts | null;
  looking: boolean;
  /** Before this moment the accounts are not read again. */
  readAgainMs: number;
}

const leaseMsDefault = 1_000;
/** Reading the accounts of a large sale takes Redis some time; at most about a tenth of it is taken for that. */
const readPauseFactor = 10;

export function createUpstream(parts: UpstreamParts): Upstream {
  const { gate, clock, realNowMs, leaseMs = leaseMsDefault } = parts;
  const watches = new Map<number, Watch>();

  function watchOf(saleId: number): Watch {
    const known = watches.get(saleId);
    if (known !== undefined) return known;
    const watch: Watch = { changes: 0, view: null, known: null, looking: false, readAgainMs: 0 };
    watches.set(saleId, watch);
    return watch;
  }

  async function readKnown(saleId: number, refusals: GateRefusals, watch: Watch): Promise<KnownAccounts> {
    const beganMs = realNowMs();
    // Room for those who come while the sale goes on.
    const filter = createAccountFilter(refusals.accounts * 2);
    for await (const accountIds of gate.readAccountIds(saleId)) {
      for (const accountId of accountIds) filter.add(accountId);
    }
    watch.readAgainMs = realNowMs() + (realNowMs() - beganMs) * readPauseFactor;
    return { epoch: refusals.epoch, count: refusals.accounts, filter };
  }

  /** Two looks at most: the second confirms the accounts that were read between them. */
  async function see(saleId: number, watch: Watch): Promise<void> {
    for (let looks = 0; looks < 2; looks += 1) {
      const { changes } = watch;
      const [atMs, clockSpec] = [realNowMs(), clock.spec()];
      const refusals = await gate.readRefusals(saleId);
      if (refusals === "not_loaded" || !refusals.items.some(({ word }) => word !== "open")) {
        watch.view = null;
        return;
      }
      const { known } = watch;
      if (known !== null && known.epoch === refusals.epoch && known.count === refusals.accounts) {
        // What was announced meanwhile may be newer than what was read.
        if (watch.changes === changes) watch.view = { refusals, clockSpec, atMs, known: known.filter };
        return;
      }
      watch.view = null;
      if (atMs < watch.readAgainMs) return;
      watch.known = await readKnown(saleId, refusals, watch);
    }
  }

  function look(saleId: number): void {
    const watch = watchOf(saleId);
    if (watch.looking) return;
    watch.looking = true;
    see(saleId, watch)
      .catch(parts.onError)
      .finally(() => {
        watch.looking = false;
      });
  }

  return {
    look,
    refuse(sale, wish) {
      const view = watches.get(sale.id)?.view ?? null;
      if (view === null) return null;
      const ageMs = realNowMs() - view.atMs;
      if (ageMs * 2 > leaseMs) look(sale.id);
      if (ageMs > leaseMs || view.refusals.epoch !== sale.epoch || view.clockSpec !== clock.spec()) return null;
      const word = view.refusals.items.find(({ itemId }) => itemId === wish.itemId)?.word ?? "open";
      if (word === "open" || view.known.has(wish.accountId)) return null;
      return refusalOf(word, view.refusals, wish, clock.nowMs() >= sale.endsAtMs);
    },
    remember(saleId, accountId) {
      const known = watches.get(saleId)?.known ?? null;
      if (known === null || known.filter.has(accountId)) return;
      known.filter.add(accountId);
      known.count += 1;
    },
    changes: (saleId) => watches.get(saleId)?.changes ?? 0,
    forget(saleId) {
      const watch = watchOf(saleId);
      watch.changes += 1;
      watch.view = null;
    },
  };
}

function refusalOf(
  word: Exclude<GateRefusals["items"][number]["word"], "open">,
  { heldUntilMs, lineFull }: GateRefusals,
  wish: FirstWish,
  isOver: boolean,
): UpstreamRefusal | null {
  switch (word) {
    case "ended":
    case "paused":
    case "cancelled":
      return { word };
    case "sold_out":
      return isOver ? null : { word };
    case "all_held":
    case "awaiting_release":
      if (isOver || (wish.joinLine && !lineFull)) return null;
      if (wish.joinLine) return { word: "line_full" };
      return { word: "all_held", heldUntilMs: word === "all_held" ? heldUntilMs : null };
  }
}
