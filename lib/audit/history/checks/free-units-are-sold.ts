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

/**
 * I5. Nobody hears that all is gone, or held, while by the ledger a unit has been free for ten seconds (a minute after
 * what was broken): whoever asks gets it. Wishes for several units at once are left out.
 */
export const freeUnitsAreSold: HistoryCheck = {
  name: "free-units-are-sold",
  invariant: "I5",
  open({ faults }) {
    const wrong: WrongRefusal[] = [];
    let refused = 0;
    return {
      hear(heard) {
        if (!isRefusedForStock(heard)) return;
        refused += 1;
        const found = wrong.length < wrongRefusalsMax ? findWrongRefusal(heard) : null;
        if (found !== null) wrong.push(found);
      },
      end() {
        const breaches = createBreaches();
        for (const refusal of wrong) {
          if (isExcused(refusal, faults)) continue;
          const { accountId, code, itemId, freeSinceMs, heardMs } = refusal;
          breaches.add(
            `${accountId} was told ${code} at ${spellTime(heardMs)}; units of item ${itemId} were free since ${spellTime(freeSinceMs)}`,
          );
        }
        return breaches.finding(refused);
      },
    };
  },
};
