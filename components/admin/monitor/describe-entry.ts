import type { AdminLogEntry } from "@/lib/domain";
import { describeChange, spellChange } from "../log/describe-change";
import { spellMoments } from "./spell-moments";

const shownMax = 3;
const words = { more: (count: number) => `and ${count} more` };

/** What an entry of the log changed, short: the whole of it is in the log. A new sale has no before to tell from. */
export function describeEntry({ before, after }: Pick<AdminLogEntry, "before" | "after">, timeZone: string): string {
  if (before === null || before === undefined) return "";
  const changes = describeChange(before, after).map((change) => spellMoments(spellChange(change), timeZone));
  const rest = changes.length - shownMax;
  return [...changes.slice(0, shownMax), ...(rest > 0 ? [words.more(rest)] : [])].join("; ");
}
