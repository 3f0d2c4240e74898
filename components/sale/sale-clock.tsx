import type { ReactNode } from "react";
import { Stamp } from "@/components/ui/stamp";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { clockLabel, describeMoment, type SaleWords } from "./describe-sale";
import { Digits } from "./digits";
import { countdownFace, spokenCountdown } from "./format-countdown";
import { formatDate, formatMinute, formatTime } from "./format-wall-time";
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
}

interface Face {
  readonly kind: "time" | "digits" | "last" | "days" | "words";
  readonly content: ReactNode;
  /** For those who listen. */
  readonly spoken: string;
}

/** The picture of the page: how long until it opens or ends, or when it was over. */
export function SaleClock(props: SaleClockProps) {
  const { view, words, storeZone, ownZone } = props;
  const label = clockLabel(view);
  const face = faceOf(props);
  const moment = label.atMs === null ? null : describeMoment(label.atMs, storeZone, ownZone);
  return (
    <div className={styles.clock}>
      <p className={styles.label}>
        {label.atMs === null || moment === null ? (
          label.verb
        ) : (
          <>
            {label.verb} <time dateTime={new Date(label.atMs).toISOString()}>{moment.at}</time>
            <span className={styles.zones}>{moment.zones}</span>
          </>
        )}
      </p>
      <div role="timer" aria-label="Sale clock" className={styles.face} data-kind={face.kind} data-shape={words.shape}>
        <VisuallyHidden>{face.spoken}</VisuallyHidden>
        <span className={styles.shown} aria-hidden="true">
          {face.content}
        </span>
      </div>
    </div>
  );
}

function faceOf(props: SaleClockProps): Face {
  const { view, nowMs } = props;
  switch (view.phase) {
    case "draft":
    case "scheduled":
      return nowMs === null
        ? timeFace(props, view.startsAtMs, "Opens")
        : countFace(props, view.startsAtMs - nowMs, "Opens");
    case "live":
      return nowMs === null ? timeFace(props, view.endsAtMs, "Ends") : countFace(props, view.endsAtMs - nowMs, "Ends");
    case "paused":
      return {
        kind: "words",
        content: (
          <>
            <span className={styles.bars} />
            Paused
          </>
        ),
        spoken: "Paused. The clock goes on when the store resumes the sale.",
      };
    case "ended":
      return stampFace(props, view.endedAtMs);
    case "cancelled":
      return stampFace(props, view.startsAtMs);
  }
}

function timeFace({ ownZone, storeZone }: SaleClockProps, atMs: number, verb: string): Face {
  const zone = ownZone ?? storeZone;
  const text = formatTime(atMs, zone);
  return { kind: "time", content: <Digits text={text} />, spoken: `${verb} ${formatDate(atMs, zone)}, ${text}` };
}

function countFace({ showSeconds, clockErrorMs }: SaleClockProps, remainingMs: number, verb: string): Face {
  const spoken = spokenCountdown(verb, remainingMs);
  const face = countdownFace(remainingMs, { showSeconds, clockErrorMs });
  switch (face.kind) {
    case "days":
      return {
        kind: "days",
        content: (
          <>
            <Digits text={String(face.days)} />
            <span className={styles.unit}>days</span>
          </>
        ),
        spoken,
      };
    case "digits":
      return { kind: "digits", content: <Digits text={face.text} />, spoken };
    case "last":
      return { kind: "last", content: <Digits text={face.text} />, spoken };
    case "any_moment":
      return { kind: "words", content: verb === "Opens" ? "Opening any moment" : "Ending any moment", spoken };
  }
}

function stampFace({ words, ownZone, storeZone, view }: SaleClockProps, atMs: number | null): Face {
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
    spoken: `${words.state}.`,
  };
}
