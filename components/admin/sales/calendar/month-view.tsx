import { UrlLink } from "../../ui/url-link";
import styles from "./calendar.module.css";
import { type Day, monthOf, spanOf, spellDay, weekdayNames } from "./calendar-days";
import { CalendarEntry } from "./calendar-entry";
import { type CalendarSale, placeSales } from "./place-sales";

export interface CalendarViewProps {
  /** Any day of the month or week that is shown. */
  readonly day: Day;
  readonly today: Day;
  readonly timeZone: string;
  readonly caption: string;
  readonly sales: readonly CalendarSale[];
  readonly overlapsOf: (slug: string) => readonly string[];
}

interface MonthViewProps extends CalendarViewProps {
  /** A day with more sales than fit is shown in full in its week. */
  readonly weekHref: (day: Day) => string;
  readonly onWeek: (day: Day) => void;
}

const words = { today: "today", more: (count: number) => `${count} more` };
const shownMax = 4;

/** A month of weeks; on a phone a list of the days on which something is on. */
export function MonthView({ day, today, caption, ...rest }: MonthViewProps) {
  return (
    <table className={styles.month}>
      <caption className={styles.caption}>{caption}</caption>
      <thead>
        <tr>
          {weekdayNames.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {monthOf(day).map((week) => (
          <tr key={week[0]}>
            {week.map((one) => (
              <MonthDay
                key={one}
                day={one}
                isOutside={one.slice(0, 7) !== day.slice(0, 7)}
                isToday={one === today}
                {...rest}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MonthDayProps extends Omit<MonthViewProps, "today" | "caption"> {
  readonly isOutside: boolean;
  readonly isToday: boolean;
}

function MonthDay({ day, isOutside, isToday, timeZone, sales, overlapsOf, weekHref, onWeek }: MonthDayProps) {
  const placed = placeSales(sales, spanOf(day, timeZone));
  const shown = placed.length > shownMax ? placed.slice(0, shownMax - 1) : placed;
  return (
    <td
      className={styles.day}
      data-outside={isOutside ? "" : undefined}
      data-today={isToday ? "" : undefined}
      data-empty={placed.length === 0 ? "" : undefined}
    >
      <p className={styles.date}>
        <span className={styles.number}>{Number(day.slice(8))}</span>
        <span className={styles.spelled}>{spellDay(day)}</span>
        {isToday && <span>{words.today}</span>}
      </p>
      <ul className={styles.entries}>
        {shown.map((one) => (
          <li key={one.sale.slug}>
            <CalendarEntry placed={one} timeZone={timeZone} overlaps={overlapsOf(one.sale.slug)} />
          </li>
        ))}
      </ul>
      {shown.length < placed.length && (
        <UrlLink className={styles.more} href={weekHref(day)} onGo={() => onWeek(day)}>
          {words.more(placed.length - shown.length)}
        </UrlLink>
      )}
    </td>
  );
}
