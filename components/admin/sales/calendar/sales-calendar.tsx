"use client";

import type { AdminSaleSummary } from "@/lib/domain";
import { zoneCity } from "../../../sale/format-wall-time";
import { ListBody } from "../../ui/list-body";
import { UrlLink } from "../../ui/url-link";
import { useKept } from "../../ui/use-kept";
import type { UrlStateControl } from "../../ui/use-url-state";
import { findSalesTab, isPhaseOf, rangeQuery, type SalesView } from "../sales-view";
import { useAdminSales } from "../use-admin-sales";
import styles from "./calendar.module.css";
import {
  addDays,
  addMonths,
  type Day,
  dayAt,
  monthOf,
  readDay,
  spanOf,
  spellDay,
  spellMonth,
  weekOf,
} from "./calendar-days";
import { MonthView } from "./month-view";
import { type CalendarSale, findOverlaps } from "./place-sales";
import { WeekView } from "./week-view";

const words = {
  previous: { month: "Previous month", week: "Previous week" },
  next: { month: "Next month", week: "Next week" },
  today: "Today",
  moves: "Calendar",
  caption: (span: string, zone: string) => `${span}, ${zone} time`,
  empty: "No sales in this time.",
  weekSpan: (from: string, to: string) => `${from} – ${to}`,
};

interface SalesCalendarProps {
  readonly view: UrlStateControl<SalesView>;
  readonly by: "month" | "week";
  /** The store's. */
  readonly timeZone: string;
  readonly nowMs: number;
}

/** The sales of a month or a week in the store's time. */
export function SalesCalendar({ view, by, timeZone, nowMs }: SalesCalendarProps) {
  const today = dayAt(nowMs, timeZone);
  const day = readDay(view.state.day, today);
  const days = by === "week" ? weekOf(day) : monthOf(day).flat();
  const polled = useAdminSales(rangeQuery(view.state, rangeOf(days, timeZone)));
  const { kept } = useKept(polled.answer);
  const tab = findSalesTab(view.state.tab);
  const sales = (kept?.sales ?? []).filter(({ phase }) => isPhaseOf(tab, phase)).map(calendarSaleOf);
  const overlapsOf = overlapsByTitle(sales);
  const span =
    by === "month" ? spellMonth(day) : words.weekSpan(spellDay(days[0] ?? day), spellDay(days.at(-1) ?? day));
  const drawing = { day, today, timeZone, caption: words.caption(span, zoneCity(timeZone)), sales, overlapsOf };
  return (
    <div className={styles.calendar}>
      <nav aria-label={words.moves} className={styles.moves}>
        <p className={styles.span}>{words.caption(span, zoneCity(timeZone))}</p>
        <Move view={view} title={words.previous[by]} day={move(day, by, -1)} />
        <Move view={view} title={words.today} day="" />
        <Move view={view} title={words.next[by]} day={move(day, by, 1)} />
      </nav>
      <ListBody
        loading={kept === null}
        problem={polled.problem}
        unreachable={polled.unreachable}
        answeredAtMs={polled.answeredAtMs}
        empty={null}
      >
        {sales.length === 0 && <p role="status">{words.empty}</p>}
        {by === "week" ? (
          <WeekView {...drawing} />
        ) : (
          <MonthView
            {...drawing}
            weekHref={(one) => view.hrefOf({ show: "week", day: one })}
            onWeek={(one) => view.go({ show: "week", day: one })}
          />
        )}
      </ListBody>
    </div>
  );
}

interface MoveProps {
  readonly view: UrlStateControl<SalesView>;
  readonly title: string;
  readonly day: string;
}

function Move({ view, title, day }: MoveProps) {
  return (
    <UrlLink className={styles.move} href={view.hrefOf({ day })} onGo={() => view.go({ day })}>
      {title}
    </UrlLink>
  );
}

function move(day: Day, by: "month" | "week", steps: number): Day {
  return by === "month" ? addMonths(day, steps) : addDays(day, 7 * steps);
}

function rangeOf(days: readonly Day[], timeZone: string): { readonly from: string; readonly to: string } {
  const first = spanOf(days[0] ?? "", timeZone);
  const last = spanOf(days.at(-1) ?? "", timeZone);
  return { from: new Date(first.fromMs).toISOString(), to: new Date(last.toMs).toISOString() };
}

function calendarSaleOf({ slug, title, phase, startsAt, endsAt }: AdminSaleSummary): CalendarSale {
  return { slug, title, phase, startMs: Date.parse(startsAt), endMs: Date.parse(endsAt) };
}

function overlapsByTitle(sales: readonly CalendarSale[]): (slug: string) => readonly string[] {
  const titles = new Map(sales.map(({ slug, title }) => [slug, title]));
  const overlaps = findOverlaps(sales);
  return (slug) => (overlaps.get(slug) ?? []).map((other) => titles.get(other) ?? other);
}
