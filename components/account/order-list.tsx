"use client";

import { useState } from "react";
import { localPath } from "@/lib/domain";
import { AnswerAge } from "../order/answer-age";
import { useOrders } from "../order/use-orders";
import { useTimeZone } from "../shell/use-time-zone";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Skeleton } from "../ui/skeleton";
import { useWords } from "../words/provide-words";
import styles from "./order-list.module.css";
import { OrderRow } from "./order-row";

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
  const say = useWords("account");
  const zone = useTimeZone();
  const { answer, answeredAtMs, problem, unreachable } = useOrders({ enabled: true, before, follow: true });
  const stale = problem !== null || unreachable;

  if (answer === null || zone === null) {
    return (
      <div className={styles.wait}>
        <p role="status">{stale ? say.account.orders.away : say.account.orders.loading}</p>
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
          <Button onClick={() => onOlder(next)}>{say.account.orders.older}</Button>
        </div>
      )}
    </div>
  );
}

function NoOrders() {
  const say = useWords("account");
  return (
    <div className={styles.box}>
      <p className={styles.big}>{say.account.orders.empty}</p>
      <p>{say.account.orders.emptyMeaning}</p>
      <ButtonLink kind="solid" href={localPath(say.locale, "/")}>
        {say.account.orders.sales}
      </ButtonLink>
    </div>
  );
}
