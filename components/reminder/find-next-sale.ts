import type { SalesAnswer } from "@/lib/domain";
import { fetchJson } from "../api/fetch-json";
import type { RemindedSale } from "./reminded-sale";

/** The sale that opens first of those to come; null when there is none. */
export function firstUpcoming({ sales }: SalesAnswer): RemindedSale | null {
  const upcoming = sales.filter((sale) => sale.phase === "scheduled");
  const [first] = upcoming.sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
  if (first === undefined) return null;
  return { slug: first.slug, title: first.title, startsAtMs: Date.parse(first.startsAt), timeZone: first.timeZone };
}

/** Asked when somebody wants to know: the page of a sale that is over may be older than what comes next. */
export async function findNextSale(): Promise<RemindedSale | null> {
  const outcome = await fetchJson<SalesAnswer>("/api/sales");
  if (outcome.word !== "answer") throw new Error("The list of sales was refused.");
  return firstUpcoming(outcome.data);
}
