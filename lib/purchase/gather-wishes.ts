import type { Books, BookWish, SellReply } from "../orders/books/ports";

/** Sells from the books, many wishes to a transaction. */
export interface WishGatherer {
  sell(saleId: number, wish: BookWish): Promise<SellReply>;
}

export interface GatherWishesParts {
  readonly sell: Books["sell"];
  readonly clockSpec: () => string;
  /** Wishes in one transaction. */
  readonly batchMax?: number;
  /** Wishes of one sale that may wait; more hear `busy` at once. */
  readonly waitingMax?: number;
}

interface Waiting {
  readonly wish: BookWish;
  readonly resolve: (reply: SellReply) => void;
  readonly reject: (error: unknown) => void;
}

/** Long enough that a crowd's wishes share a lock of the hot row, too short for one shopper to notice. */
const gatherMs = 5;

/**
 * One transaction at a time per sale and process, each with everything that has come meanwhile: the locks of the sale's
 * items are the bottleneck, and a batch takes them once. What does not fit waits for the next, up to a bound.
 */
export function gatherWishes(parts: GatherWishesParts): WishGatherer {
  const { batchMax = 200, waitingMax = 1_000 } = parts;
  const queues = new Map<number, Waiting[]>();
  const running = new Set<number>();

  async function sellBatch(saleId: number, batch: readonly Waiting[]): Promise<void> {
    try {
      const wishes = batch.map(({ wish }) => wish);
      const replies = await parts.sell(saleId, wishes, parts.clockSpec());
      for (const [index, { resolve }] of batch.entries()) resolve(replies[index] ?? { word: "busy" });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function run(saleId: number, queue: Waiting[]): Promise<void> {
    if (running.has(saleId)) return;
    running.add(saleId);
    await new Promise((resolve) => setTimeout(resolve, gatherMs));
    while (queue.length > 0) await sellBatch(saleId, takeDistinct(queue, batchMax));
    running.delete(saleId);
    queues.delete(saleId);
  }

  return {
    sell(saleId, wish) {
      const queue = queues.get(saleId) ?? [];
      queues.set(saleId, queue);
      if (queue.length >= waitingMax) return Promise.resolve({ word: "busy" });
      return new Promise((resolve, reject) => {
        queue.push({ wish, resolve, reject });
        void run(saleId, queue);
      });
    },
  };
}

/** The oldest wishes, each attempt once: a second request with the same key hears in the next batch what the first got. */
function takeDistinct(queue: Waiting[], max: number): readonly Waiting[] {
  const taken: Waiting[] = [];
  const left: Waiting[] = [];
  const seen = new Set<string>();
  for (const waiting of queue.splice(0)) {
    const { attemptId } = waiting.wish;
    if (taken.length < max && !seen.has(attemptId)) taken.push(waiting);
    else left.push(waiting);
    seen.add(attemptId);
  }
  queue.push(...left);
  return taken;
}
