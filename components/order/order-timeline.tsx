import type { OrderAnswer } from "@/lib/domain";
import { formatMilliseconds, formatMoment } from "../sale/format-wall-time";
import styles from "./order-timeline.module.css";
import { orderSteps } from "./order-words";

interface OrderTimelineProps {
  readonly order: OrderAnswer;
  readonly timeZone: string;
}

const words = { at: (day: string, time: string) => `${day}, ${time}` };

/** What happened to the order and when, to the millisecond: the shopper's proof. */
export function OrderTimeline({ order, timeZone }: OrderTimelineProps) {
  return (
    <ol className={styles.timeline}>
      {orderSteps(order).map((step) => (
        <li key={step.key} className={styles.step}>
          <span className={styles.what}>{step.what}</span>
          <time className={styles.at} dateTime={step.at}>
            {exactMoment(Date.parse(step.at), timeZone)}
          </time>
          {step.detail !== "" && <span className={styles.detail}>{step.detail}</span>}
        </li>
      ))}
    </ol>
  );
}

function exactMoment(atMs: number, timeZone: string): string {
  const [day = ""] = formatMoment(atMs, timeZone).split(", ");
  return words.at(day, formatMilliseconds(atMs, timeZone));
}
