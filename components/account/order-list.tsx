"use client";

import { useState } from "react";
import { AnswerAge } from "../order/answer-age";
import { useOrders } from "../order/use-orders";
import { useTimeZone } from "../shell/use-time-zone";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Skeleton } from "../ui/skeleton";
import styles from "./order-list.module.css";
import { OrderRow } from "./order-row";

const words = {
  empty: "Nothing yet.",
  emptyMeaning: "What you buy or hold appears here at once, on all your devices.",
  sales: "See the sales",
  older: "Show older orders",
  loading: "Fetching your orders…",
  away: "Your orders cannot be fetched right now. They are safe; this page asks again by itself.",
};

/** The account's orders, newest first, page by page. */
export function OrderList() {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return (
    <div className={styles.pages}>
      {cursors.map((before, index) => (
        <OrderListPage
          key={before ?? "newest"}
          before={before}
          isLast={index === cursors.length - 1}
          onOlder={(next) => setCursors([...cursors, next])}
        />
      ))}
    </div>
  );
}

interface OrderListPageProps {
  readonly before: string | null;
  /** Only the last page offers to go on. */
  readonly isLast: boolean;
  readonly onOlder: (cursor: string) => void;
}

function OrderListPage({ before, isLast, onOlder }: OrderListPageProps) {
  const zone = useTimeZone();
  const { answer, answeredAtMs, problem, unreachable } = useOrders({ enabled: true, before, follow: true });
  const stale = problem !== null || unreachable;

  if (answer === null || zone === null) {
    return (
      <div className={styles.wait}>
        <p role="status">{stale ? words.away : words.loading}</p>
        <Skeleton width="100%" height="96px" />
        <Skeleton width="100%" height="96px" />
        <Skeleton width="100%" height="96px" />
      </div>
    );
  }
  if (answer.orders.length === 0) {
    return before === null ? <NoOrders /> : null;
  }
  const { next } = answer;
  return (
    <div>
      <AnswerAge stale={stale} answeredAtMs={answeredAtMs} />
      <ul className={styles.list}>
        {answer.orders.map((order) => (
          <li key={order.id}>
            <OrderRow order={order} timeZone={zone} />
          </li>
        ))}
      </ul>
      {isLast && next !== null && (
        <div className={styles.older}>
          <Button onClick={() => onOlder(next)}>{words.older}</Button>
        </div>
      )}
    </div>
  );
}

function NoOrders() {
  return (
    <div className={styles.box}>
      <p className={styles.big}>{words.empty}</p>
      <p>{words.emptyMeaning}</p>
      <ButtonLink kind="solid" href="/">
        {words.sales}
      </ButtonLink>
    </div>
  );
}
