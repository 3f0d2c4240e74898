import type { AuditCheck } from "../../domain";
import { describeFinding, joinFindings } from "../describe-finding";
import type { Finding } from "../ports";
import { createStoryTeller } from "./attempt-stories";
import { createFaults } from "./faults";
import { historyChecks } from "./history-checks";
import { historyIsWhole, pairRequests } from "./pair-requests";
import type { HistoryBooks, Listener, SaleFacts } from "./ports";

/** The lines of one history, in portions of any size. */
export type History = AsyncIterable<readonly string[]> | Iterable<readonly string[]>;

/**
 * Holds what shoppers were told against the books. Histories are read one after the other, once and line by line; the
 * books are read before, for what a sale is, and after, for what became of everything. A crowd must be gone by then.
 */
export async function judgeHistories(
  books: HistoryBooks,
  histories: readonly History[],
): Promise<readonly AuditCheck[]> {
  const faults = createFaults();
  const teller = createStoryTeller();
  const world = { attempts: teller.stories, faults };
  const open = historyChecks.map((check) => ({ check, listener: check.open(world) }));
  const listeners = open.map(({ listener }) => listener);
  const sales = new Map<string, SaleFacts>();
  const whole: Finding[] = [];
  for (const [number, history] of histories.entries()) {
    const pairing = pairRequests(number, faults);
    let lineNumber = 0;
    for await (const lines of history) {
      for (const line of lines) {
        lineNumber += 1;
        const heard = pairing.read(line, lineNumber);
        if (heard === null) continue;
        if ("crowdOf" in heard) {
          pairing.enter(await enterSale(books, sales, heard.crowdOf));
          continue;
        }
        teller.hear(heard);
        for (const listener of listeners) listener.hear?.(heard);
      }
    }
    whole.push(pairing.finding());
  }
  await hearOutcomes(books, sales, listeners);
  const checks: AuditCheck[] = [describeFinding(historyIsWhole, joinFindings(whole))];
  for (const { check, listener } of open) checks.push(describeFinding(check, await listener.end(books)));
  return checks;
}

/** A sale that is not in the books cannot be judged at all. */
export class UnknownSale extends Error {
  override readonly name = "UnknownSale";
}

async function enterSale(books: HistoryBooks, sales: Map<string, SaleFacts>, slug: string): Promise<SaleFacts> {
  const known = sales.get(slug) ?? (await books.readSale(slug));
  if (known === null) throw new UnknownSale(`The history is of a sale ${slug}, which is not in this database.`);
  sales.set(slug, known);
  return known;
}

async function hearOutcomes(
  books: HistoryBooks,
  sales: ReadonlyMap<string, SaleFacts>,
  listeners: readonly Listener[],
): Promise<void> {
  for (const { id } of sales.values()) {
    for await (const page of books.outcomes(id)) {
      for (const outcome of page) for (const listener of listeners) listener.book?.(outcome);
    }
  }
}
