import { attemptIdOfOrder, saleIdOfAttempt } from "../../../domain";
import { type Fields, textOf } from "../history-line";
import type { HistoryCheck } from "../ports";
import { createBreaches } from "../tally-breaches";

/** Ids of attempts and orders, and addresses of mail, wherever they are in a line. */
const traces = /[ao][0-9a-z]{1,7}_[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])|[\w.+-]+@[\w-]+\.[\w.-]+/g;

/** More addresses than that are not looked up. */
const emailsMax = 20_000;

/**
 * I15. No answer holds another's attempt, order or address. Looks through every answer as it was written, so also through
 * one that a cache in between has given to the wrong person. Cannot see headers, which no history has.
 */
export const answersAreOnesOwn: HistoryCheck = {
  name: "answers-are-ones-own",
  invariant: "I15",
  open({ attempts }) {
    const breaches = createBreaches();
    /** Ids that were in somebody's answer before anybody was told to have them. */
    const seen = new Map<string, string>();
    /** Address and who was shown it. */
    const emails = new Set<string>();
    let checked = 0;

    return {
      hear({ accountId, text, value, word }) {
        if (word === "info") return;
        checked += 1;
        for (const [trace] of text.matchAll(traces)) {
          if (trace.includes("@")) {
            if (emails.size < emailsMax) emails.add(`${trace.toLowerCase()} ${accountId}`);
            continue;
          }
          const attemptId = trace.startsWith("o") ? attemptIdOfOrder(trace) : trace;
          const owner = attempts.get(attemptId)?.accountId ?? seen.get(attemptId);
          if (owner === undefined) {
            if (saleIdOfAttempt(attemptId) !== null) seen.set(attemptId, accountId);
          } else if (owner !== accountId && !(word === "fail" && asksFor(value, attemptId))) {
            breaches.add(`${accountId} was shown ${trace}, which is ${owner}'s`);
          }
        }
      },
      book({ attemptId, accountId }) {
        const shownTo = seen.get(attemptId);
        if (shownTo !== undefined && shownTo !== accountId) {
          breaches.add(`${shownTo} was shown ${attemptId}, which is ${accountId}'s`);
        }
      },
      async end(books) {
        const shown = [...emails].map((pair) => pair.split(" "));
        const owners = await books.ownersOf([...new Set(shown.map(([email = ""]) => email))]);
        for (const [email = "", accountId] of shown) {
          const owner = owners.get(email);
          if (owner !== undefined && owner !== accountId)
            breaches.add(`${accountId} was shown the address of ${owner}`);
        }
        return breaches.finding(checked);
      },
    };
  },
};

/** Who asks for another's has its id in the question, and in the line; only an answer that tells of it is a breach. */
function asksFor(value: Fields, attemptId: string): boolean {
  return textOf(value, "attemptId") === attemptId || textOf(value, "orderId").slice(1) === attemptId.slice(1);
}
