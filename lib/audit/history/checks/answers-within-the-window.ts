import { fieldsOf, textOf } from "../history-line";
import type { Heard, HistoryCheck } from "../ports";
import { spellTime } from "../spell-time";
import { createBreaches } from "../tally-breaches";

/**
 * I12. Nothing was accepted before the start, or at or after the end, and nobody was told "not open" after the start or
 * "ended" before the end. The gate's own time in the answer is taken as it is; a moment of the history may be wrong by
 * its clock's error, which its first line states. A resend after the end hears of what was accepted before it.
 */
export const answersWithinTheWindow: HistoryCheck = {
  name: "answers-within-the-window",
  invariant: "I12",
  open({ attempts }) {
    const breaches = createBreaches();
    let checked = 0;
    return {
      hear(heard) {
        if (heard.f !== "attempt" || heard.word === "info") return;
        checked += 1;
        const message = heard.word === "ok" ? judgeAccepted(heard) : judgeRefused(heard);
        if (message !== null) breaches.add(`${heard.accountId} ${message}`);
      },
      end: () => breaches.finding(checked),
    };

    function judgeAccepted({ value, sale, invokedMs, heardMs, clockErrorMs }: Heard): string | null {
      const answer = fieldsOf(value.answer);
      const receivedMs = Date.parse(textOf(answer, "receivedAt"));
      if (receivedMs < sale.startsAtMs) return `was accepted at ${spellTime(receivedMs)}, before the start`;
      if (receivedMs >= sale.endsAtMs) return `was accepted at ${spellTime(receivedMs)}, after the end`;
      if (heardMs < sale.startsAtMs - clockErrorMs)
        return `heard of its unit at ${spellTime(heardMs)}, before the start`;
      const askedMs = attempts.get(textOf(answer, "attemptId"))?.askedMs ?? invokedMs;
      if (askedMs === invokedMs && invokedMs >= sale.endsAtMs + clockErrorMs && receivedMs > invokedMs - clockErrorMs) {
        return `asked first at ${spellTime(invokedMs)}, after the end, and was accepted`;
      }
      return null;
    }

    function judgeRefused({ value, sale, invokedMs, heardMs, clockErrorMs }: Heard): string | null {
      const code = textOf(value, "code");
      if (code === "not_open" && !sale.moved && invokedMs >= sale.startsAtMs + clockErrorMs) {
        return `was told not_open at ${spellTime(heardMs)}, after the start`;
      }
      const endMs = Math.min(sale.endsAtMs, sale.endedAtMs ?? Number.POSITIVE_INFINITY);
      if (code === "ended" && !sale.moved && heardMs < endMs - clockErrorMs) {
        return `was told ended at ${spellTime(heardMs)}, before the end`;
      }
      return null;
    }
  },
};
