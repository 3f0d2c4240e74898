import type { AttemptStory } from "../attempt-story";
import type { HistoryCheck, SaleFacts } from "../ports";
import { spellTime } from "../spell-time";
import { mostAtOnce } from "../sweep";
import { createBreaches } from "../tally-breaches";

/**
 * I1. At no instant did more shoppers hold or own a unit, by what they themselves were told, than there are. Who asked at
 * ten and at twelve and heard `reserved` both times held it at eleven; a paid unit is owned until it is refunded. Cannot
 * see a unit of whom nobody asked; the books can (never-oversold-ever).
 */
export const toldWithinStock: HistoryCheck = {
  name: "told-within-stock",
  invariant: "I1",
  open({ attempts }) {
    const sales = new Map<number, SaleFacts>();
    const refunded = new Set<string>();
    return {
      hear: ({ sale }) => void sales.set(sale.id, sale),
      book({ attemptId, orderState }) {
        if (orderState !== "paid" && attempts.get(attemptId)?.word === "paid") refunded.add(attemptId);
      },
      end() {
        const breaches = createBreaches();
        const spans = new Map<number, number[]>();
        for (const story of attempts.values()) {
          const ofItem = spans.get(story.itemId) ?? [];
          addSpans(ofItem, story, !refunded.has(story.attemptId));
          spans.set(story.itemId, ofItem);
        }
        for (const { slug, items } of sales.values()) {
          for (const { id, stock } of items) {
            const most = mostAtOnce(spans.get(id) ?? []);
            if (most.units <= stock) continue;
            breaches.add(
              `item ${id} of ${slug}: at ${spellTime(most.atMs)} shoppers held ${most.units} units; there were ${stock}`,
            );
          }
        }
        return breaches.finding(attempts.size);
      },
    };
  },
};

/** Appends `from, to, units` for every time at which the unit was certainly its shopper's. */
export function addSpans(spans: number[], { live, quantity, word }: AttemptStory, keepsPaid: boolean): void {
  for (let at = 0; at < live.length; at += 2) {
    const fromMs = live[at] ?? 0;
    const isLast = at + 2 >= live.length;
    const toMs = isLast && word === "paid" && keepsPaid ? Number.POSITIVE_INFINITY : (live[at + 1] ?? 0);
    if (fromMs <= toMs) spans.push(fromMs, toMs, quantity);
  }
}
