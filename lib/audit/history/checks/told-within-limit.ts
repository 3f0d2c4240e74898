import type { AttemptStory } from "../attempt-story";
import type { HistoryCheck, SaleFacts } from "../ports";
import { spellTime } from "../spell-time";
import { mostAtOnce } from "../sweep";
import { createBreaches } from "../tally-breaches";
import { addSpans } from "./told-within-stock";

/** I2. At no instant did one account hold or own more than the limit, by what it was told, whatever keys it sent. */
export const toldWithinLimit: HistoryCheck = {
  name: "told-within-limit",
  invariant: "I2",
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
        const people = byAccount(attempts.values());
        for (const stories of people.values()) {
          const [first] = stories;
          const limit = sales.get(first?.saleId ?? 0)?.limitPerAccount;
          if (first === undefined || limit === undefined) continue;
          const spans: number[] = [];
          for (const story of stories) addSpans(spans, story, !refunded.has(story.attemptId));
          const most = mostAtOnce(spans);
          if (most.units <= limit) continue;
          const keys = new Set(stories.map(({ key }) => key)).size;
          breaches.add(
            `${first.accountId} had ${most.units} units at ${spellTime(most.atMs)}, by ${keys} keys; the limit is ${limit}`,
          );
        }
        return breaches.finding(people.size);
      },
    };
  },
};

function byAccount(stories: Iterable<AttemptStory>): ReadonlyMap<string, readonly AttemptStory[]> {
  const people = new Map<string, AttemptStory[]>();
  for (const story of stories) {
    const who = `${story.saleId} ${story.accountId}`;
    const theirs = people.get(who);
    if (theirs === undefined) people.set(who, [story]);
    else theirs.push(story);
  }
  return people;
}
