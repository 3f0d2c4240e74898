import { fieldsOf, numberOf, textOf } from "../history-line";
import type { Heard, HistoryCheck } from "../ports";
import { createBreaches } from "../tally-breaches";

interface Wish {
  readonly attemptId: string;
  readonly itemId: number | null;
  readonly quantity: number;
  readonly acceptedMs: number;
}

/** What a key that was accepted can never hear again, since it names that very attempt. */
const forgets: ReadonlySet<string> = new Set([
  "sold_out",
  "all_held",
  "line_full",
  "limit_reached",
  "not_open",
  "ended",
  "cancelled",
  "paused",
]);

/**
 * I13. A key that was accepted means the same attempt for ever, also after a restart; with another item or quantity it is
 * refused as used. What Redis lost while something was broken may be refused afterwards: it was not promised yet.
 */
export const sameKeySameAnswer: HistoryCheck = {
  name: "same-key-same-answer",
  invariant: "I13",
  open({ faults }) {
    const breaches = createBreaches();
    const wishes = new Map<string, Wish>();
    const doubtful: { readonly message: string; readonly fromMs: number; readonly toMs: number }[] = [];
    let resent = 0;
    return {
      hear(heard) {
        const { f, word, value, accountId, sale, heardMs } = heard;
        if (f !== "attempt" || word === "info") return;
        const key = textOf(value, "key");
        const who = `${sale.id} ${accountId} ${key}`;
        const first = wishes.get(who);
        if (first === undefined) {
          const attemptId = textOf(fieldsOf(value.answer), "attemptId");
          if (word === "ok") wishes.set(who, { attemptId, ...wishOf(heard), acceptedMs: heardMs });
          return;
        }
        resent += 1;
        const message = judge(first, heard);
        if (message === null) return;
        if (word === "ok") breaches.add(`${accountId} ${message}`);
        else doubtful.push({ message: `${accountId} ${message}`, fromMs: first.acceptedMs, toMs: heardMs });
      },
      end() {
        for (const { message, fromMs, toMs } of doubtful) {
          if (!faults.troubled(fromMs, toMs)) breaches.add(message);
        }
        return breaches.finding(resent);
      },
    };
  },
};

function wishOf({ value }: Heard): Pick<Wish, "itemId" | "quantity"> {
  return { itemId: numberOf(value, "itemId"), quantity: numberOf(value, "quantity") ?? 1 };
}

function judge(first: Wish, heard: Heard): string | null {
  const { word, value, invokedMs } = heard;
  const { itemId, quantity } = wishOf(heard);
  const isSame = itemId === first.itemId && quantity === first.quantity;
  if (word === "ok") {
    const attemptId = textOf(fieldsOf(value.answer), "attemptId");
    if (!isSame) return `sent one key for two wishes, and both were accepted: ${first.attemptId} and ${attemptId}`;
    return attemptId === first.attemptId
      ? null
      : `was told two attempts for one key: ${first.attemptId} and ${attemptId}`;
  }
  // Sent before the first answer was there, it may have arrived before the first request.
  if (invokedMs < first.acceptedMs) return null;
  const code = textOf(value, "code");
  if (isSame && code === "key_reused") return `sent ${first.attemptId}'s wish again and was told that its key was used`;
  return forgets.has(code) ? `sent the key of ${first.attemptId} again and was told ${code}` : null;
}
