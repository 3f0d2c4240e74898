import type { OrderAnswer } from "@/lib/domain";
import { formatDay, formatMilliseconds } from "../sale/format-wall-time";
import { useWords, type WordsFor } from "../words/provide-words";
import styles from "./order-timeline.module.css";
import { orderSteps } from "./order-words";

interface OrderTimelineProps {
  readonly order: OrderAnswer;
  readonly timeZone: string;
}

/** What happened to the order and when, to the millisecond: the shopper's proof. */
export function OrderTimeline({ order, timeZone }: OrderTimelineProps) {
  const say = useWords("order");
  return (
    <ol className={styles.timeline}>
      {orderSteps(order, say).map((step) => (
        <li key={step.key} className={styles.step}>
          <span className={styles.what}>{step.what}</span>
          <time className={styles.at} dateTime={step.at}>
            {exactMoment(Date.parse(step.at), timeZone, say)}
          </time>
          {step.detail !== "" && <span className={styles.detail}>{step.detail}</span>}
        </li>
      ))}
    </ol>
  );
}

function exactMoment(atMs: number, timeZone: string, say: WordsFor<"order">): string {
  const day = formatDay(atMs, timeZone, say.locale);
  return say.order.moment({ day, time: formatMilliseconds(atMs, timeZone) });
}
