import { calendarFile, formatMoney, type SaleSnapshot, salePhase } from "../domain";
import type { Answer } from "./message";
import { problemAnswer } from "./problem";

/** A published sale as an iCalendar file. */
export function respondCalendar(sale: SaleSnapshot | undefined, nowMs: number, appOrigin: string): Answer {
  if (sale === undefined) return problemAnswer("not_found", { detail: "There is no sale with this name." });
  const { id, slug, title, startsAtMs, endsAtMs, version, price } = sale;
  const phase = salePhase(sale, nowMs);
  const body = calendarFile({
    saleId: id,
    slug,
    title,
    startsAtMs,
    endsAtMs,
    version,
    phase,
    priceText: formatMoney(price),
    appOrigin,
    nowMs,
  });
  return {
    status: 200,
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": `attachment; filename="${slug}.ics"`,
      "Cache-Control": "public, max-age=0, s-maxage=5",
    },
    body,
  };
}
