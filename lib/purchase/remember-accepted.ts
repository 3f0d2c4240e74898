import type { Attempt } from "../domain";
import type { SaleDoor, SellReply } from "../orders/books/ports";
import type { WishGatherer } from "./gather-wishes";

/** What this process was told by gates that may be lost: the attempts they accepted a moment ago. */
export interface AcceptedMemory {
  remember(attempt: Attempt): void;
  /** Books what was accepted in sales that have turned to the books; a round at a time, safe to call again and again. */
  bookAll(doors: readonly SaleDoor[]): Promise<void>;
}

export interface RememberAcceptedParts {
  readonly sell: WishGatherer["sell"];
  readonly realNowMs: () => number;
  readonly onError: (error: unknown) => void;
}

/** What was accepted longer ago is booked, or its shopper's receipt drives it. */
const keptMs = 60_000;
/** Some ten megabytes. */
const keptMax = 50_000;
const roundMax = 200;

interface Kept {
  readonly attempt: Attempt;
  readonly atMs: number;
}

/**
 * Whom the gate gave a unit is in no book yet when the gate is lost with its stream. This process told them "accepted",
 * so it books them itself, before anybody new is served. Those who wait in line are not among them: they hold nothing.
 */
export function rememberAccepted(parts: RememberAcceptedParts): AcceptedMemory {
  const kept = new Map<string, Kept>();
  let running = false;

  function forgetOld(): void {
    const beforeMs = parts.realNowMs() - keptMs;
    for (const [attemptId, { atMs }] of kept) {
      if (atMs >= beforeMs && kept.size <= keptMax) return;
      kept.delete(attemptId);
    }
  }

  async function book({ attempt }: Kept): Promise<void> {
    const { attemptId, accountId, itemId, quantity, receivedAtMs, saleId } = attempt;
    const wish = { attemptId, accountId, itemId, quantity, acceptedAtMs: receivedAtMs };
    const reply: SellReply = await parts.sell(saleId, wish);
    // Busy: direct sale is over, or no unit is free. Then the stream or the receipt has it.
    if (reply.word !== "busy") kept.delete(attemptId);
  }

  return {
    remember(attempt) {
      if (attempt.place !== null) return;
      kept.set(attempt.attemptId, { attempt, atMs: parts.realNowMs() });
      forgetOld();
    },
    async bookAll(doors) {
      const turned = new Set(doors.filter((door) => door.sellsFrom === "books").map((door) => door.saleId));
      if (running || turned.size === 0) return;
      running = true;
      try {
        forgetOld();
        const mine = [...kept.values()].filter(({ attempt }) => turned.has(attempt.saleId));
        for (let from = 0; from < mine.length; from += roundMax) {
          await Promise.all(mine.slice(from, from + roundMax).map(book));
        }
      } catch (error) {
        parts.onError(error);
      } finally {
        running = false;
      }
    },
  };
}
