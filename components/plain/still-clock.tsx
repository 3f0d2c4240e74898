import { clockLabel } from "../sale/describe-sale";
import { spokenDuration } from "../sale/format-countdown";
import { formatExactTime } from "../sale/format-wall-time";
import type { SaleView } from "../sale/merge-sale-state";
import { useWords, type WordsFor } from "../words/provide-words";
import styles from "./plain.module.css";
import { describePlainMoment, formatOffset, type PlainZones } from "./zone-words";

interface StillClockProps {
  readonly view: SaleView;
  readonly nowMs: number;
  readonly zones: PlainZones;
}

/** When the sale opens or ends, told once: by the store's clock, by UTC, and how long it is from the page's own moment. */
export function StillClock({ view, nowMs, zones }: StillClockProps) {
  const say = useWords("sale", "time", "plain");
  const zone = zones.own ?? zones.store;
  const { verb, atMs } = clockLabel(view);
  const moment = atMs === null ? null : describePlainMoment(atMs, zones, say);
  return (
    <div className={styles.clock}>
      <p>
        {say.sale.verbs[verb]}{" "}
        {atMs !== null && moment !== null && (
          <>
            <time dateTime={new Date(atMs).toISOString()} className={styles.moment}>
              {moment.at}
            </time>
            <span className={styles.zones}>{moment.zones}</span>
          </>
        )}
      </p>
      <p role="timer" aria-label={say.sale.clock} className={styles.remaining}>
        {remainingWords(view, nowMs, say)}
      </p>
      <p className={styles.zones}>
        {say.plain.clock.asOf({ time: formatExactTime(nowMs, zone), offset: formatOffset(nowMs, zone) })}
      </p>
    </div>
  );
}

function remainingWords(view: SaleView, nowMs: number, say: WordsFor<"sale" | "plain" | "time">): string {
  switch (view.phase) {
    case "draft":
    case "scheduled":
      return say.plain.clock.in({ duration: spokenDuration(view.startsAtMs - nowMs, say) });
    case "live":
      return say.plain.clock.in({ duration: spokenDuration(view.endsAtMs - nowMs, say) });
    case "paused":
      return say.plain.clock.paused;
    case "ended":
    case "cancelled":
      return say.plain.clock.over;
  }
}
