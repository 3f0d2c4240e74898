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

const words = { today: "today" };

/** A month of weeks; on a phone a list of the days on which something is on. */
export function MonthView({ day, today, timeZone, caption, sales, overlapsOf }: CalendarViewProps) {
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
                timeZone={timeZone}
                sales={sales}
                overlapsOf={overlapsOf}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MonthDayProps extends Pick<CalendarViewProps, "day" | "timeZone" | "sales" | "overlapsOf"> {
  readonly isOutside: boolean;
  readonly isToday: boolean;
}

function MonthDay({ day, isOutside, isToday, timeZone, sales, overlapsOf }: MonthDayProps) {
  const placed = placeSales(sales, spanOf(day, timeZone));
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
        {placed.map((one) => (
          <li key={one.sale.slug}>
            <CalendarEntry placed={one} timeZone={timeZone} overlaps={overlapsOf(one.sale.slug)} />
          </li>
        ))}
      </ul>
    </td>
  );
}
