import { formatTime } from "../../../sale/format-wall-time";
import { isRunning, salePhaseLooks } from "../sale-phase-looks";
import styles from "./calendar.module.css";
import type { CalendarSale, PlacedSale } from "./place-sales";

interface CalendarEntryProps {
  readonly placed: PlacedSale<CalendarSale>;
  readonly timeZone: string;
  /** Titles of sales at the same time. */
  readonly overlaps: readonly string[];
}

const words = {
  span: (from: string, to: string) => `${from} – ${to}`,
  before: "earlier",
  after: "later",
  overlaps: (title: string, more: number) =>
    more === 0 ? `at the same time as ${title}` : `at the same time as ${title} and ${more} more`,
};

/** One sale on one day: a link with its times, its state in a word, and hatched where another runs at the same time. */
export function CalendarEntry({ placed: { sale, before, after }, timeZone, overlaps }: CalendarEntryProps) {
  const [other] = overlaps;
  const from = before ? words.before : formatTime(sale.startMs, timeZone);
  const to = after ? words.after : formatTime(sale.endMs, timeZone);
  return (
    <a
      className={styles.entry}
      data-phase={sale.phase}
      data-overlaps={other === undefined ? undefined : ""}
      href={isRunning(sale.phase) ? `/admin/sales/${sale.slug}/live` : `/admin/sales/${sale.slug}`}
    >
      <span className={styles.times}>{words.span(from, to)}</span>
      <span className={styles.title}>{sale.title}</span>
      <span className={styles.phase}>{salePhaseLooks[sale.phase].title}</span>
      {other !== undefined && (
        <span className={styles.overlap} title={overlaps.join(", ")}>
          {words.overlaps(other, overlaps.length - 1)}
        </span>
      )}
    </a>
  );
}
