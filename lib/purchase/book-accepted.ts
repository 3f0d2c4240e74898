import type { SaleDoor, SellReply } from "../orders/books/ports";
import type { WishGatherer } from "./gather-wishes";
import type { Accepted, AcceptedMemory } from "./remember-accepted";

export interface BookAcceptedParts {
  readonly accepted: Pick<AcceptedMemory, "all" | "forget">;
  readonly sell: WishGatherer["sell"];
  readonly onError: (error: unknown) => void;
}

const roundMax = 200;

/**
 * Books what was accepted in sales that have turned to the books, before anybody new is served; a round at a time, safe to
 * call again and again. Those who wait in line are not among them: they hold nothing.
 */
export function bookAccepted(parts: BookAcceptedParts): (doors: readonly SaleDoor[]) => Promise<void> {
  const { accepted, sell, onError } = parts;
  let running = false;

  async function book({ attempt }: Accepted): Promise<void> {
    const { attemptId, accountId, itemId, quantity, receivedAtMs, saleId } = attempt;
    const wish = { attemptId, accountId, itemId, quantity, acceptedAtMs: receivedAtMs };
    const reply: SellReply = await sell(saleId, wish);
    // Busy: direct sale is over, or no unit is free. Then the stream, the receipt or the next gate has it.
    if (reply.word !== "busy") accepted.forget(attemptId);
  }

  return async (doors) => {
    const turned = new Set(doors.filter((door) => door.sellsFrom === "books").map((door) => door.saleId));
    if (running || turned.size === 0) return;
    running = true;
    try {
      const mine = accepted.all().filter(({ attempt }) => attempt.place === null && turned.has(attempt.saleId));
      for (let from = 0; from < mine.length; from += roundMax) {
        await Promise.all(mine.slice(from, from + roundMax).map(book));
      }
    } catch (error) {
      onError(error);
    } finally {
      running = false;
    }
  };
}
