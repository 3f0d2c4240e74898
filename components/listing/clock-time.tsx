import { formatTime, zoneCity } from "../sale/format-wall-time";
import styles from "./clock-time.module.css";
import { nameDay } from "./day-of";

interface ClockTimeProps {
  readonly atMs: number;
  /** Null in static HTML: then the date is written out. */
  readonly nowMs: number | null;
  /** The store's zone; shown in words unless it is also the reader's. */
  readonly storeZone: string;
  readonly ownZone: string | null;
  readonly size: "row" | "lead";
  /** What happens then: `Opens`, `Ends`, `Ended`. */
  readonly what: string;
  /** The moment is past. */
  readonly over?: boolean;
}

const words = {
  day: (what: string, day: string) => `${what} ${day}`,
  dayAndZone: (what: string, day: string, city: string) => `${what} ${day}, ${city} time`,
};

/** A moment as the board shows it: the time large, what happens then, its day and zone beneath. */
export function ClockTime({ atMs, nowMs, storeZone, ownZone, size, what, over = false }: ClockTimeProps) {
  const zone = ownZone ?? storeZone;
  const day = nameDay(atMs, nowMs, zone);
  const [hours = "", minutes = "", seconds] = formatTime(atMs, zone).split(":");
  return (
    <time
      className={styles.clock}
      dateTime={new Date(atMs).toISOString()}
      data-size={size}
      data-over={over || undefined}
    >
      <span className={styles.digits}>
        {`${hours}:${minutes}`}
        {seconds !== undefined && <span className={styles.seconds}>{`:${seconds}`}</span>}
      </span>
      <span className={styles.note}>
        {ownZone === null ? words.dayAndZone(what, day, zoneCity(storeZone)) : words.day(what, day)}
      </span>
    </time>
  );
}
