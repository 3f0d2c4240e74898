import { formatTime } from "../sale/format-wall-time";
import { useWords } from "../words/provide-words";
import { sayCity } from "../words/say-time";
import styles from "./clock-time.module.css";
import { nameDay } from "./day-of";
import type { MomentKind } from "./describe-listed-sale";

interface ClockTimeProps {
  readonly atMs: number;
  /** Null in static HTML: then the date is written out. */
  readonly nowMs: number | null;
  /** The store's zone; shown in words unless it is also the reader's. */
  readonly storeZone: string;
  readonly ownZone: string | null;
  readonly size: "row" | "lead";
  /** What happens then. */
  readonly what: MomentKind;
  /** The moment is past. */
  readonly over?: boolean;
}

/** A moment as the board shows it: the time large, what happens then, its day and zone beneath. */
export function ClockTime({ atMs, nowMs, storeZone, ownZone, size, what, over = false }: ClockTimeProps) {
  const say = useWords("listing", "time");
  const zone = ownZone ?? storeZone;
  const day = nameDay(atMs, nowMs, zone, say);
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
        {ownZone === null
          ? say.listing.dayAndZone[what]({ day, city: sayCity(storeZone, say) })
          : say.listing.day[what]({ day })}
      </span>
    </time>
  );
}
