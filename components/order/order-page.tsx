"use client";

import { useEffect, useRef, useState } from "react";
import { localPath, type OrderAnswer } from "@/lib/domain";
import { useTimeZone } from "../shell/use-time-zone";
import { ButtonLink } from "../ui/button-link";
import { Chip } from "../ui/chip";
import { Notice } from "../ui/notice";
import { Columns, Main } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import { AnswerAge } from "./answer-age";
import { isFreshlyPaid } from "./fresh-outcome";
import { GiveBack } from "./give-back";
import { OrderLoading } from "./order-loading";
import { OrderNumber } from "./order-number";
import styles from "./order-page.module.css";
import { OrderTicket } from "./order-ticket";
import { OrderTimeline } from "./order-timeline";
import { OrderTrouble, obstacleOf } from "./order-trouble";
import { describeOrder } from "./order-words";
import { useOrder } from "./use-order";

/** One order: what became of it, the ticket, and its whole story. */
export function OrderPage({ orderId }: { readonly orderId: string }) {
  const order = useOrder(orderId);
  const zone = useTimeZone();
  if (order.answer === null) {
    const obstacle = obstacleOf(order.session, order.problem, order.unreachable);
    return obstacle === null ? (
      <OrderLoading orderId={orderId} />
    ) : (
      <OrderTrouble obstacle={obstacle} path={`/orders/${orderId}`} />
    );
  }
  if (zone === null) return <OrderLoading orderId={orderId} />;
  return (
    <OrderShown
      order={order.answer}
      zone={zone}
      stale={order.problem !== null || order.unreachable}
      answeredAtMs={order.answeredAtMs}
      cancel={order.cancel}
    />
  );
}

interface OrderShownProps {
  readonly order: OrderAnswer;
  readonly zone: string;
  readonly stale: boolean;
  readonly answeredAtMs: number;
  readonly cancel: () => Promise<unknown>;
}

function OrderShown({ order, zone, stale, answeredAtMs, cancel }: OrderShownProps) {
  const say = useWords("order");
  const described = describeOrder(order, zone, say);
  const [freshlyPaid] = useState(() => isFreshlyPaid(order.id));
  const [busy, setBusy] = useState(false);
  const [lost, setLost] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (freshlyPaid) heading.current?.focus();
  }, [freshlyPaid]);

  async function giveBack(): Promise<void> {
    setBusy(true);
    setLost(false);
    try {
      await cancel();
    } catch {
      // No answer: whether it arrived is what the next question tells.
      setLost(true);
    }
    setBusy(false);
  }

  return (
    <Main>
      <header className={styles.head}>
        <Chip tone={described.tone} shape={described.shape}>
          {described.chip}
        </Chip>
        <div className={styles.state} role="status" aria-atomic="true">
          <h1 ref={heading} tabIndex={-1}>
            {described.heading}
          </h1>
          <p className={styles.meaning}>{described.meaning}</p>
        </div>
        <AnswerAge stale={stale} answeredAtMs={answeredAtMs} />
        {lost && (
          <Notice tone="wait" role="alert" title={say.order.unsure}>
            <p>{say.order.unsureMeaning}</p>
          </Notice>
        )}
        <div className={styles.actions}>
          {order.state === "reserved" ? (
            <>
              <ButtonLink kind="primary" large href={localPath(say.locale, `/orders/${order.id}/pay`)}>
                {say.order.payNow}
              </ButtonLink>
              <GiveBack busy={busy} onGiveBack={() => void giveBack()} />
            </>
          ) : (
            <>
              <ButtonLink href={localPath(say.locale, "/account")}>{say.order.toOrders}</ButtonLink>
              <ButtonLink kind="quiet" href={localPath(say.locale, `/sales/${order.saleSlug}`)}>
                {say.order.toSale}
              </ButtonLink>
            </>
          )}
        </div>
      </header>
      <Columns>
        <div className={styles.side}>
          <OrderTicket order={order} stamp={described.stamp} tone={described.tone} struck={freshlyPaid} />
          <section className={styles.block}>
            <h2>{say.order.help}</h2>
            <p className={styles.note}>{say.order.helpMeaning}</p>
            <OrderNumber number={order.number} />
          </section>
        </div>
        <section className={styles.block}>
          <h2>{say.order.history}</h2>
          <OrderTimeline order={order} timeZone={zone} />
          <p className={styles.note}>{say.order.historyTimes}</p>
        </section>
      </Columns>
    </Main>
  );
}
