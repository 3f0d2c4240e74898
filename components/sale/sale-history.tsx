import type { SaleNotice } from "@/lib/domain";
import { fillSlots, slot } from "../words/fill-slots";
import type { WordsFor } from "../words/provide-words";
import { sayCity } from "../words/say-time";
import { describeNotice } from "./describe-notice";
import { formatDate, formatMoment, formatTime } from "./format-wall-time";
import styles from "./sale-history.module.css";

interface SaleHistoryProps {
  /** Newest first. */
  readonly notices: readonly SaleNotice[];
  /** The sale's. */
  readonly timeZone: string;
  /** Of what happened on the day of the start, the time is enough. */
  readonly startsAtMs: number;
  readonly say: WordsFor<"product" | "time">;
}

/** What happened to a sale since it was published, told to everybody: part of the static page, without a script. */
export function SaleHistory({ notices, timeZone, startsAtMs, say }: SaleHistoryProps) {
  if (notices.length === 0) return null;
  return (
    <section className={styles.history} aria-labelledby="history">
      <h2 id="history">{say.product.history}</h2>
      <ol className={styles.list} reversed>
        {notices.map((notice, index) => (
          // Two notices may be of the same millisecond; their order never changes.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is append-only and rendered once
          <li key={`${notice.atMs} ${index}`}>
            {fillSlots(say.product.historyBy({ what: slot(0), when: slot(1) }), ["what", "when"] as const).map(
              (piece) => {
                if (piece === "what") {
                  return describeNotice(notice, timeZone, say).map((part) =>
                    typeof part === "string" ? part : <Moment key={part.atMs} atMs={part.atMs} text={part.text} />,
                  );
                }
                if (piece !== "when") return piece;
                const text = momentText(notice.atMs, startsAtMs, timeZone, say);
                return <Moment key={piece} atMs={notice.atMs} text={text} />;
              },
            )}
            {notice.reason === "" ? null : <span className={styles.reason}>{` · ${notice.reason}`}</span>}
          </li>
        ))}
      </ol>
      <p className={styles.zone}>{say.product.historyZone({ city: sayCity(timeZone, say) })}</p>
    </section>
  );
}

const minuteMs = 60_000;

/** To the minute. Not relative to now: the page may be read days after it was made. */
function momentText(atMs: number, startsAtMs: number, timeZone: string, say: WordsFor<"product">): string {
  const minute = atMs - (atMs % minuteMs);
  const isStartDay = formatDate(atMs, timeZone) === formatDate(startsAtMs, timeZone);
  return isStartDay ? formatTime(minute, timeZone) : formatMoment(minute, timeZone, say.locale);
}

function Moment({ atMs, text }: { readonly atMs: number; readonly text: string }) {
  return <time dateTime={new Date(atMs).toISOString()}>{text}</time>;
}
