import { healthyWithinMs } from "../faults";
import { textOf } from "../history-line";
import type { HistoryCheck } from "../ports";
import {
  findWrongRefusal,
  isExcused,
  isRefusedForStock,
  type WrongRefusal,
  wrongRefusalsMax,
} from "../refused-beside-free";
import { spellTime } from "../spell-time";
import { createBreaches } from "../tally-breaches";

interface Barred {
  readonly accountId: string;
  readonly saleId: number;
  readonly invokedMs: number;
  readonly heardMs: number;
}

/**
 * I6. Who was refused, or whose attempt came to nothing, can try again: while units are free that succeeds, and nobody is
 * told to have reached the limit who has nothing. Sees only those who did try again.
 */
export const refusedCanRetry: HistoryCheck = {
  name: "refused-can-retry",
  invariant: "I6",
  open({ attempts, faults }) {
    const refused = new Set<string>();
    const again: WrongRefusal[] = [];
    /** By sale and account: the last time it heard of its limit. */
    const barred = new Map<string, Barred>();
    let retries = 0;
    return {
      hear(heard) {
        const { f, word, value, accountId, sale, invokedMs, heardMs } = heard;
        const who = `${sale.id} ${accountId}`;
        if (f === "poll" && word === "ok") {
          const story = attempts.get(textOf(value, "attemptId"));
          if (story?.word === "lost" || story?.word === "left" || story?.word === "expired") refused.add(who);
        }
        if (f !== "attempt" || word === "info") return;
        if (refused.has(who)) retries += 1;
        if (word === "ok") return;
        if (textOf(value, "code") === "limit_reached")
          barred.set(who, { accountId, saleId: sale.id, invokedMs, heardMs });
        if (!isRefusedForStock(heard)) return;
        const found = refused.has(who) && again.length < wrongRefusalsMax ? findWrongRefusal(heard) : null;
        if (found !== null) again.push(found);
        refused.add(who);
      },
      book({ saleId, accountId, receivedAtMs, endedAtMs }) {
        const who = `${saleId} ${accountId}`;
        const told = barred.get(who);
        if (told === undefined) return;
        const endedMs = endedAtMs ?? Number.POSITIVE_INFINITY;
        if (receivedAtMs <= told.heardMs && endedMs >= told.invokedMs - healthyWithinMs) barred.delete(who);
      },
      end() {
        const breaches = createBreaches();
        for (const refusal of again) {
          if (isExcused(refusal, faults)) continue;
          const { accountId, code, itemId, heardMs, freeSinceMs } = refusal;
          breaches.add(
            `${accountId} tried again and was told ${code} at ${spellTime(heardMs)}; units of item ${itemId} were free since ${spellTime(freeSinceMs)}`,
          );
        }
        for (const { accountId, invokedMs, heardMs } of barred.values()) {
          if (faults.troubled(invokedMs - healthyWithinMs, heardMs)) continue;
          breaches.add(`${accountId} was told limit_reached at ${spellTime(heardMs)}, and had nothing`);
        }
        return breaches.finding(retries);
      },
    };
  },
};
