import type { SaleNotice } from "@/lib/domain";
import { describeNotice } from "./describe-notice";
import { formatDate, formatMoment, formatTime, zoneCity } from "./format-wall-time";
import styles from "./sale-history.module.css";

interface SaleHistoryProps {
  /** Newest first. */
  readonly notices: readonly SaleNotice[];
  /** The sale's. */
  readonly timeZone: string;
  /** Of what happened on the day of the start, the time is enough. */
  readonly startsAtMs: number;
}

const words = {
  title: "What the store changed",
  zone: (city: string) => `All times are ${city} time.`,
  byStore: " by the store, ",
} as const;

/** What happened to a sale since it was published, told to everybody: part of the static page, without a script. */
export function SaleHistory({ notices, timeZone, startsAtMs }: SaleHistoryProps) {
  if (notices.length === 0) return null;
  return (
    <section className={styles.history} aria-labelledby="history">
      <h2 id="history">{words.title}</h2>
      <ol className={styles.list} reversed>
        {notices.map((notice, index) => (
          // Two notices may be of the same millisecond; their order never changes.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is append-only and rendered once
          <li key={`${notice.atMs} ${index}`}>
            {describeNotice(notice, timeZone).map((piece) =>
              typeof piece === "string" ? piece : <Moment key={piece.atMs} atMs={piece.atMs} text={piece.text} />,
            )}
            {words.byStore}
            <Moment atMs={notice.atMs} text={momentText(notice.atMs, startsAtMs, timeZone)} />
            {notice.reason === "" ? null : <span className={styles.reason}>{` · ${notice.reason}`}</span>}
          </li>
        ))}
      </ol>
      <p className={styles.zone}>{words.zone(zoneCity(timeZone))}</p>
    </section>
  );
}

const minuteMs = 60_000;

/** To the minute. Not relative to now: the page may be read days after it was made. */
function momentText(atMs: number, startsAtMs: number, timeZone: string): string {
  const minute = atMs - (atMs % minuteMs);
  const isStartDay = formatDate(atMs, timeZone) === formatDate(startsAtMs, timeZone);
  return isStartDay ? formatTime(minute, timeZone) : formatMoment(minute, timeZone);
}

function Moment({ atMs, text }: { readonly atMs: number; readonly text: string }) {
  return <time dateTime={new Date(atMs).toISOString()}>{text}</time>;
}
