import type { SalePhase } from "@/lib/domain";
import type { DaySpan } from "./calendar-days";

export interface CalendarSale {
  readonly slug: string;
  readonly title: string;
  readonly phase: SalePhase;
  readonly startMs: number;
  readonly endMs: number;
}

/** A sale in one day's column. */
export interface PlacedSale<Sale extends CalendarSale> {
  readonly sale: Sale;
  /** Where it stands in the day: 0 is the day's beginning, 1 its end. */
  readonly from: number;
  readonly to: number;
  /** Sales at the same time stand side by side. */
  readonly lane: number;
  readonly lanes: number;
  /** It began before this day, or goes on after it. */
  readonly before: boolean;
  readonly after: boolean;
}

/** A shorter sale would be too thin to be seen or clicked. */
const leastShare = 1 / 32;

/** The slugs of the sales that run at the same time as each sale. What is cancelled runs at no time. */
export function findOverlaps(sales: readonly CalendarSale[]): ReadonlyMap<string, readonly string[]> {
  const running = sales.filter(({ phase }) => phase !== "cancelled").toSorted((one, two) => one.startMs - two.startMs);
  const overlaps = new Map<string, string[]>();
  const note = (slug: string, other: string) => overlaps.set(slug, [...(overlaps.get(slug) ?? []), other]);
  running.forEach((sale, index) => {
    for (const later of running.slice(index + 1)) {
      if (later.startMs >= sale.endMs) break;
      note(sale.slug, later.slug);
      note(later.slug, sale.slug);
    }
  });
  return overlaps;
}

/** The sales of a day in the order of their start, with where they stand in its column. */
export function placeSales<Sale extends CalendarSale>(
  sales: readonly Sale[],
  day: DaySpan,
): readonly PlacedSale<Sale>[] {
  const lengthMs = day.toMs - day.fromMs;
  const drawn = sales
    .filter(({ startMs, endMs }) => endMs > day.fromMs && startMs < day.toMs)
    .toSorted((one, two) => one.startMs - two.startMs || one.title.localeCompare(two.title))
    .map((sale) => {
      const start = Math.max(0, (sale.startMs - day.fromMs) / lengthMs);
      const end = Math.min(1, (sale.endMs - day.fromMs) / lengthMs);
      const from = Math.min(start, 1 - leastShare);
      return { sale, from, to: Math.max(end, from + leastShare) };
    });
  return groupTouching(drawn).flatMap((group) => {
    const laneOf = findLanes(group);
    const lanes = Math.max(...laneOf) + 1;
    return group.map(({ sale, from, to }, index) => ({
      sale,
      from,
      to,
      lane: laneOf[index] ?? 0,
      lanes,
      before: sale.startMs < day.fromMs,
      after: sale.endMs > day.toMs,
    }));
  });
}

interface Drawn {
  readonly from: number;
  readonly to: number;
}

/** Runs of sales of which each is drawn beside another; they come by their start. */
function groupTouching<Part extends Drawn>(drawn: readonly Part[]): readonly (readonly Part[])[] {
  const groups: Part[][] = [];
  let end = 0;
  for (const part of drawn) {
    const group = groups.at(-1);
    if (group === undefined || part.from >= end) groups.push([part]);
    else group.push(part);
    end = Math.max(end, part.to);
  }
  return groups;
}

/** Each takes the first lane that is free again. */
function findLanes(group: readonly Drawn[]): readonly number[] {
  const ends: number[] = [];
  return group.map(({ from, to }) => {
    const free = ends.findIndex((end) => end <= from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = to;
    return lane;
  });
}
