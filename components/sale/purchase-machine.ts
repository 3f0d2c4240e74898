import { fetchJson } from "@/components/api/fetch-json";
import type { AcceptedAnswer, AttemptAnswer, TicketAnswer } from "@/lib/domain";
import { createTicketKeeper, type TicketKeeper } from "./keep-ticket";
import { createPurchaseFlow, type PurchaseFlow } from "./purchase-flow";
import { createWishStore, makeAttemptKey, type StoredWish, type WishStore } from "./wish-store";

/** One account's purchase in one sale, connected to the browser and the API. */
export interface PurchaseMachine {
  readonly flow: PurchaseFlow;
  readonly tickets: TicketKeeper;
  readonly store: WishStore;
}

/** An answer slower than this counts as lost; the same key then finds out. */
const answerWithinMs = 8_000;

/** Browsers that forbid storage throw when it is merely mentioned. */
function storageOf(read: () => Storage): Storage | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function soon(): AbortSignal {
  return AbortSignal.timeout(answerWithinMs);
}

function sendWish(slug: string, ticket: string, wish: StoredWish) {
  return fetchJson<AcceptedAnswer>(`/api/sales/${slug}/attempts/${ticket}`, {
    method: "POST",
    headers: { "idempotency-key": wish.key },
    body: { ...(wish.itemId === null ? {} : { itemId: wish.itemId }), ...(wish.joinLine ? { joinLine: true } : {}) },
    signal: soon(),
  });
}

/** `nowMs` is the server's time. */
export function createPurchaseMachine(slug: string, accountId: string, nowMs: () => number): PurchaseMachine {
  const store = createWishStore(
    storageOf(() => localStorage),
    slug,
    accountId,
  );
  const tickets = createTicketKeeper({
    ask: () => fetchJson<TicketAnswer>(`/api/sales/${slug}/ticket`, { method: "POST", body: {}, signal: soon() }),
    storage: storageOf(() => sessionStorage),
    name: `${slug}:${accountId}`,
    nowMs,
  });
  const flow = createPurchaseFlow({
    slug,
    api: {
      send: (ticket, wish) => sendWish(slug, ticket, wish),
      current: () => fetchJson<AttemptAnswer>(`/api/sales/${slug}/attempt`, { signal: soon() }),
    },
    tickets,
    store,
    nowMs,
    monotonicMs: () => performance.now(),
    wait: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
    random: Math.random,
    makeKey: makeAttemptKey,
  });
  return { flow, tickets, store };
}
