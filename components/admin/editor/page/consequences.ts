import type { AdminSaleAnswer } from "@/lib/domain";
import { describeTime } from "../form/describe-part";
import type { SavePlan } from "../form/plan-save";

const words = {
  seen: "Shoppers see the change at once.",
  moved: (what: string, from: string, to: string) => `The page will tell that the ${what} moved from ${from} to ${to}.`,
  more: (units: number, name: string) => `${units} more of ${name} can be bought at once.`,
  fewer: (units: number, name: string) => `${units} of ${name} are taken out of the sale.`,
};

/** What storing a change of a published sale does in public; nothing of a draft. */
export function consequencesOf(stored: AdminSaleAnswer | null, { change }: SavePlan): readonly string[] {
  if (stored === null || stored.status === "draft" || Object.keys(change).length === 0) return [];
  const timeZone = change.timeZone ?? stored.timeZone;
  const times = [
    { what: "start", from: stored.startsAt, to: change.startsAt },
    { what: "end", from: stored.endsAt, to: change.endsAt },
  ].flatMap(({ what, from, to }) =>
    to === undefined || to === from
      ? []
      : [words.moved(what, describeTime(from, timeZone), describeTime(to, timeZone))],
  );
  const units = (change.items ?? []).flatMap(({ name, stock }, index) => {
    const delta = stock - (stored.items[index]?.stock ?? 0);
    if (delta === 0) return [];
    return [delta > 0 ? words.more(delta, name) : words.fewer(-delta, name)];
  });
  return [words.seen, ...times, ...units];
}
