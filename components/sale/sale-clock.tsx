import type { ReactNode } from "react";
import { Stamp } from "@/components/ui/stamp";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { useWords, type WordsFor } from "../words/provide-words";
import { clockLabel, describeMoment, type SaleWords } from "./describe-sale";
import { Digits } from "./digits";
import { countdownFace, spokenCountdown } from "./format-countdown";
import { formatDate, formatMinute, formatMoment, formatTime } from "./format-wall-time";
import type { SaleView } from "./merge-sale-state";
import styles from "./sale-clock.module.css";

interface SaleClockProps {
  readonly view: SaleView;
  readonly words: SaleWords;
  /** Null in static HTML and until the server's clock is measured: then only absolute times are shown. */
  readonly nowMs: number | null;
  readonly clockErrorMs: number | null;
  readonly storeZone: string;
  readonly ownZone: string | null;
  readonly showSeconds: boolean;
  /** What it counted to before the store moved it; null where it did not. */
  readonly movedFromMs?: number | null;
  /** Keeps the place of the old time in every state, so that none moves what is below. */
  readonly wasMoved?: boolean;
}

type Verb = "opens" | "ends";

interface ClockProps extends SaleClockProps {
  readonly say: WordsFor<"sale" | "time">;
}

interface Face {
  readonly kind: "time" | "digits" | "last" | "days" | "words";
  readonly content: ReactNode;
  /** For those who listen. */
  readonly spoken: string;
}

/** The picture of the page: how long until it opens or ends, or when it was over. */
export function SaleClock(props: SaleClockProps) {
  const say = useWords("sale", "time");
  const { view, words, storeZone, ownZone, movedFromMs = null, wasMoved = false } = props;
  const label = clockLabel(view);
  const face = faceOf({ ...props, say });
  const moment = label.atMs === null ? null : describeMoment(label.atMs, storeZone, ownZone, say);
  return (
    <div className={styles.clock}>
      {wasMoved && (
        <p className={styles.moved}>
          {movedFromMs !== null && (
            <>
              <VisuallyHidden>{say.sale.movedFrom}</VisuallyHidden>{" "}
              <s>
                <time dateTime={new Date(movedFromMs).toISOString()}>
                  {formatMoment(movedFromMs, ownZone ?? storeZone, say.locale)}
                </time>
              </s>
            </>
          )}
        </p>
      )}
      <p className={styles.label}>
        {label.atMs === null || moment === null ? (
          say.sale.verbs[label.verb]
        ) : (
          <>
            {say.sale.verbs[label.verb]} <time dateTime={new Date(label.atMs).toISOString()}>{moment.at}</time>
            <span className={styles.zones}>{moment.zones}</span>
          </>
        )}
      </p>
      <div
        role="timer"
        aria-label={say.sale.clock}
        className={styles.face}
        data-kind={face.kind}
        data-shape={words.shape}
      >
        <VisuallyHidden>{face.spoken}</VisuallyHidden>
        <span className={styles.shown} aria-hidden="true">
          {face.content}
        </span>
      </div>
    </div>
  );
}

function faceOf(props: ClockProps): Face {
  const { view, nowMs, say } = props;
  switch (view.phase) {
    case "draft":
    case "scheduled":
      return nowMs === null
        ? timeFace(props, view.startsAtMs, "opens")
        : countFace(props, view.startsAtMs - nowMs, "opens");
    case "live":
      return nowMs === null ? timeFace(props, view.endsAtMs, "ends") : countFace(props, view.endsAtMs - nowMs, "ends");
    case "paused":
      return {
        kind: "words",
        content: (
          <>
            <span className={styles.bars} />
            {say.sale.paused}
          </>
        ),
        spoken: say.sale.clockPaused,
      };
    case "ended":
      return stampFace(props, view.endedAtMs);
    case "cancelled":
      return stampFace(props, view.startsAtMs);
  }
}

function timeFace({ ownZone, storeZone, say }: ClockProps, atMs: number, verb: Verb): Face {
  const zone = ownZone ?? storeZone;
  const text = formatTime(atMs, zone);
  const when = { date: formatDate(atMs, zone, say.locale), time: text };
  const spoken = verb === "opens" ? say.sale.opensAt(when) : say.sale.endsAt(when);
  return { kind: "time", content: <Digits text={text} />, spoken };
}

function countFace({ showSeconds, clockErrorMs, say }: ClockProps, remainingMs: number, verb: Verb): Face {
  const spoken = spokenCountdown(verb, remainingMs, say);
  const face = countdownFace(remainingMs, { showSeconds, clockErrorMs });
  switch (face.kind) {
    case "days":
      return {
        kind: "days",
        content: (
          <>
            <Digits text={String(face.days)} />
            <span className={styles.unit}>{say.time.daysUnit({ count: face.days })}</span>
          </>
        ),
        spoken,
      };
    case "digits":
      return { kind: "digits", content: <Digits text={face.text} />, spoken };
    case "last":
      return { kind: "last", content: <Digits text={face.text} />, spoken };
    case "any_moment":
      return { kind: "words", content: verb === "opens" ? say.sale.openingNow : say.sale.endingNow, spoken };
  }
}

function stampFace({ words, ownZone, storeZone, view, say }: ClockProps, atMs: number | null): Face {
  const tone = view.phase === "cancelled" ? "stop" : "plain";
  return {
    kind: "time",
    content: (
      <>
        {atMs !== null && <Digits text={formatMinute(atMs, ownZone ?? storeZone)} />}
        <Stamp tone={tone} className={styles.stamp ?? ""}>
          {words.state}
        </Stamp>
      </>
    ),
    spoken: say.sale.stamped({ state: words.state }),
  };
}
