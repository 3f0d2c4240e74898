import { clockLabel } from "../sale/describe-sale";
import { spokenDuration } from "../sale/format-countdown";
import { formatExactTime } from "../sale/format-wall-time";
import type { SaleView } from "../sale/merge-sale-state";
import { useWords, type WordsFor } from "../words/provide-words";
import styles from "./plain.module.css";
import { describePlainMoment, formatOffset } from "./zone-words";

interface StillClockProps {
  readonly view: SaleView;
  readonly nowMs: number;
  readonly storeZone: string;
}

const words = {
  name: "Sale clock",
  in: (duration: string) => `in ${duration}`,
  over: "over",
  paused: "The clock goes on when the store resumes the sale.",
  asOf: (time: string, offset: string) => `as of ${time} (${offset})`,
};

/** When the sale opens or ends, told once: by the store's clock, by UTC, and how long it is from the page's own moment. */
export function StillClock({ view, nowMs, storeZone }: StillClockProps) {
  const say = useWords("sale", "time");
  const { verb, atMs } = clockLabel(view);
  const moment = atMs === null ? null : describePlainMoment(atMs, storeZone);
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
      <p role="timer" aria-label={words.name} className={styles.remaining}>
        {remainingWords(view, nowMs, say)}
      </p>
      <p className={styles.zones}>{words.asOf(formatExactTime(nowMs, storeZone), formatOffset(nowMs, storeZone))}</p>
    </div>
  );
}

function remainingWords(view: SaleView, nowMs: number, say: WordsFor<"sale" | "time">): string {
  switch (view.phase) {
    case "draft":
    case "scheduled":
      return words.in(spokenDuration(view.startsAtMs - nowMs, say));
    case "live":
      return words.in(spokenDuration(view.endsAtMs - nowMs, say));
    case "paused":
      return words.paused;
    case "ended":
    case "cancelled":
      return words.over;
  }
}
