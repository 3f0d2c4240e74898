import type { CSSProperties } from "react";
import styles from "./calendar.module.css";
import { spanOf, spellDay, weekOf } from "./calendar-days";
import { CalendarEntry } from "./calendar-entry";
import type { CalendarViewProps } from "./month-view";
import { type CalendarSale, type PlacedSale, placeSales } from "./place-sales";

const words = { today: "today", none: "Nothing planned" };
/** More side by side could not be read: the day is then a list. */
const lanesMax = 3;
const hours = [0, 3, 6, 9, 12, 15, 18, 21] as const;

/** A week with the hours of its days; on a phone a list by day. */
export function WeekView({ day, today, timeZone, caption, sales, overlapsOf }: CalendarViewProps) {
  return (
    <section className={styles.week} aria-label={caption}>
      <div className={styles.hours} aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour} style={{ top: `${(hour / 24) * 100}%` }}>
            {`${String(hour).padStart(2, "0")}:00`}
          </span>
        ))}
      </div>
      {weekOf(day).map((one) => {
        const placed = placeSales(sales, spanOf(one, timeZone));
        return (
          <section
            key={one}
            className={styles.column}
            data-today={one === today ? "" : undefined}
            data-empty={placed.length === 0 ? "" : undefined}
            data-crowded={placed.some(({ lanes }) => lanes > lanesMax) ? "" : undefined}
          >
            <h2 className={styles.weekday}>
              {spellDay(one)}
              {one === today && <span> {words.today}</span>}
            </h2>
            <ul className={styles.hoursOfDay}>
              {placed.map((sale) => (
                <li key={sale.sale.slug} className={styles.placed} style={placeOf(sale)}>
                  <CalendarEntry placed={sale} timeZone={timeZone} overlaps={overlapsOf(sale.sale.slug)} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  );
}

/** Read by the wide layout alone; the list on a phone has its own. */
function placeOf({ from, to, lane, lanes }: PlacedSale<CalendarSale>): CSSProperties & Record<`--${string}`, string> {
  return {
    "--from": `${from * 100}%`,
    "--height": `${(to - from) * 100}%`,
    "--lane": `${(lane / lanes) * 100}%`,
    "--width": `${100 / lanes}%`,
  };
}
