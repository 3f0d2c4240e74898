import type { SaleStatus } from "../../domain";
import type { BookingRequest } from "../ports";
import type { BookedAttempt, BookWish, SellReply } from "./ports";

/** What decides about wishes, read under the locks of the sale's items. */
export interface BookFacts {
  /** False: not sold from the books at all. */
  readonly open: boolean;
  /** False: only those the gate had accepted are served yet. */
  readonly openToAll: boolean;
  readonly status: SaleStatus;
  readonly nowMs: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly limitPerAccount: number;
  readonly paymentWindowMs: number;
  readonly items: ReadonlyMap<number, ItemFacts>;
  /** Live slots of accounts, and the attempts that occupy them; those who have none may be missing. */
  readonly accounts: ReadonlyMap<string, AccountFacts>;
  readonly known: ReadonlyMap<string, BookedAttempt>;
}

export interface ItemFacts {
  readonly total: number;
  readonly released: number;
  readonly held: number;
  readonly sold: number;
  /** Somebody waits for units that return. */
  readonly hasLine: boolean;
}

export interface AccountFacts {
  readonly slots: number;
  readonly attemptIds: readonly string[];
}

export type Judgement =
  | { readonly word: "book"; readonly request: BookingRequest }
  | { readonly word: "answer"; readonly reply: SellReply };

/**
 * One judgement per wish, in their order, each as if those before it were booked. The same questions in the same order
 * as the gate's reserve asks them. Those the gate had accepted are first of all and are never refused for good: their
 * last word is the gate's, or its stream's.
 */
export function judgeWishes(facts: BookFacts, wishes: readonly BookWish[]): readonly Judgement[] {
  const state: Running = {
    free: new Map([...facts.items].map(([id, { released, held, sold }]) => [id, released - held - sold])),
    accounts: new Map(facts.accounts),
  };
  const judged = new Map<BookWish, Judgement>();
  const inTurn = [...wishes].sort(
    (one, other) => Number(one.acceptedAtMs === null) - Number(other.acceptedAtMs === null),
  );
  for (const wish of inTurn) judged.set(wish, judgeWish(facts, state, wish));
  return wishes.map((wish) => judged.get(wish) ?? answer({ word: "busy" }));
}

interface Running {
  readonly free: Map<number, number>;
  readonly accounts: Map<string, AccountFacts>;
}

const answer = (reply: SellReply): Judgement => ({ word: "answer", reply });

function judgeWish(facts: BookFacts, state: Running, wish: BookWish): Judgement {
  const known = facts.known.get(wish.attemptId);
  if (known !== undefined) return answer(isSameWish(known, wish) ? { word: "known", known } : { word: "key_reused" });
  if (!facts.open) return answer({ word: "busy" });
  const wasAccepted = wish.acceptedAtMs !== null;
  const refusal = wasAccepted ? null : (refuseByTime(facts) ?? (facts.openToAll ? null : answer({ word: "busy" })));
  if (refusal !== null) return refusal;

  const item = facts.items.get(wish.itemId);
  if (item === undefined) return answer({ word: "busy" });
  const account = state.accounts.get(wish.accountId) ?? { slots: 0, attemptIds: [] };
  const slots = findSlots(account.slots, wish.quantity, facts.limitPerAccount);
  if (slots === null) {
    return answer(wasAccepted ? { word: "busy" } : { word: "limit_reached", attemptIds: account.attemptIds });
  }
  const free = state.free.get(wish.itemId) ?? 0;
  // Free units belong to the line while somebody waits in it.
  if (free < wish.quantity || (item.hasLine && !wasAccepted)) {
    return answer(wasAccepted ? { word: "busy" } : refuseUnits(facts, item, free, wish.quantity));
  }
  state.free.set(wish.itemId, free - wish.quantity);
  state.accounts.set(wish.accountId, {
    slots: account.slots | slots,
    attemptIds: [...account.attemptIds, wish.attemptId],
  });
  const { attemptId, accountId, itemId, quantity } = wish;
  const receivedAtMs = wish.acceptedAtMs ?? facts.nowMs;
  return { word: "book", request: { attemptId, accountId, itemId, quantity, slots, receivedAtMs } };
}

function isSameWish(known: BookedAttempt, wish: BookWish): boolean {
  const attempt = known.word === "decided" ? known.record : known.waiting;
  return attempt.accountId === wish.accountId && attempt.itemId === wish.itemId && attempt.quantity === wish.quantity;
}

/** What a person decided for good, then the time, then a pause: as everywhere. */
function refuseByTime({ status, nowMs, startsAtMs, endsAtMs }: BookFacts): Judgement | null {
  if (status === "cancelled") return answer({ word: "cancelled" });
  if (status === "ended" || (nowMs >= startsAtMs && nowMs >= endsAtMs)) return answer({ word: "ended" });
  if (nowMs < startsAtMs) return answer({ word: "not_open", retryAfterMs: startsAtMs - nowMs });
  if (status === "paused") return answer({ word: "paused" });
  return status === "draft" ? answer({ word: "busy" }) : null;
}

/**
 * The lowest slots that are free, or null when there are not as many. Not the gate's own choice, perhaps, and it need
 * not be: an attempt has the slots it was booked with.
 */
function findSlots(taken: number, quantity: number, limit: number): number | null {
  let slots = 0;
  let left = quantity;
  for (let slot = 0; slot < limit && left > 0; slot += 1) {
    if ((taken & (1 << slot)) !== 0) continue;
    slots |= 1 << slot;
    left -= 1;
  }
  return left === 0 ? slots : null;
}

function refuseUnits(facts: BookFacts, item: ItemFacts, free: number, quantity: number): SellReply {
  const { total, released, sold } = item;
  const held = released - free - sold;
  if (held <= 0 && released >= total && !item.hasLine) {
    return free > 0 && free < quantity ? { word: "too_few" } : { word: "sold_out" };
  }
  // Units taken just now are held for about a payment window.
  return { word: "all_held", heldUntilMs: facts.nowMs + facts.paymentWindowMs };
}
