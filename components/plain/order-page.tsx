"use client";

import { buyPath, type OrderAnswer, type OrderRefusal, plainAccountPath, plainOrderPath } from "@/lib/domain";
import { OrderTicket } from "../order/order-ticket";
import { OrderTimeline } from "../order/order-timeline";
import { declineReason, describeOrder, holdEndedHeading } from "../order/order-words";
import { payStep } from "../order/pay-step";
import { ButtonLink } from "../ui/button-link";
import { Chip } from "../ui/chip";
import { Notice } from "../ui/notice";
import { Columns, Main } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import { orderNote } from "./order-notes";
import { PageRefresh } from "./page-refresh";
import styles from "./plain.module.css";
import { SecondThought } from "./second-thought";
import { zoneNote } from "./zone-words";

export interface PlainOrderProps {
  readonly order: OrderAnswer;
  /** The sale's zone. */
  readonly timeZone: string;
  /** Server time at which the page is made. */
  readonly nowMs: number;
  readonly refused: OrderRefusal | null;
}

const words = {
  pay: "Pay now",
  declined: "The payment was declined",
  declinedNext: "Nothing was charged and the item is still held. You can try again.",
  refused: "That was not possible",
  over: "You were not charged. If the sale still has units, you can try again.",
  again: "Try again",
  toOrders: "All your orders",
  toSale: "Back to the sale",
  giveBack: "Cancel and give it back",
  giveBackConsequence: "Somebody else can buy it at once, and it may not come back. You are not charged.",
  giveBackYes: "Yes, give it back",
  history: "What happened",
};

/** Seconds between looks at a payment that is under way. */
const payingSeconds = 2;

/** One order, for a browser without scripts: what became of it, what to do next, and its whole story. */
export function PlainOrderPage({ order, timeZone, nowMs, refused }: PlainOrderProps) {
  const say = useWords("order");
  const described = describeOrder(order, timeZone, say);
  const step = payStep(order, nowMs);
  const decline = declineReason(order, say);
  const isOver = order.state === "reserved" && step.word === "over";
  return (
    <>
      <PageRefresh
        seconds={order.state === "paying" || order.state === "refunding" || isOver ? payingSeconds : null}
        path={plainOrderPath(order.id)}
      />
      <Main className={styles.page ?? ""}>
        <header className={styles.section}>
          <p>
            <Chip tone={described.tone} shape={described.shape}>
              {described.chip}
            </Chip>
          </p>
          <h1>{step.word === "over" ? holdEndedHeading(step.endedAtMs, timeZone, say) : described.heading}</h1>
          <p className={styles.quiet}>{step.word === "over" ? words.over : described.meaning}</p>
          {refused !== null && (
            <Notice tone="stop" title={words.refused}>
              <p>{orderNote(refused)}</p>
            </Notice>
          )}
          {decline !== null && (
            <Notice tone="stop" title={words.declined}>
              <p>{decline}</p>
              <p>{words.declinedNext}</p>
            </Notice>
          )}
          <div className={styles.actions}>
            {step.word === "open" ? (
              <>
                <ButtonLink kind="primary" large href={plainOrderPath(order.id, { page: "pay" })}>
                  {words.pay}
                </ButtonLink>
                <SecondThought
                  ask={words.giveBack}
                  consequence={words.giveBackConsequence}
                  yes={words.giveBackYes}
                  action={`${plainOrderPath(order.id)}/cancel`}
                />
              </>
            ) : (
              <>
                <ButtonLink href={plainAccountPath}>{words.toOrders}</ButtonLink>
                <ButtonLink kind="quiet" href={buyPath(order.saleSlug)}>
                  {step.word === "over" ? words.again : words.toSale}
                </ButtonLink>
              </>
            )}
          </div>
        </header>
        <Columns>
          <OrderTicket order={order} stamp={described.stamp} tone={described.tone} />
          <section className={styles.block}>
            <h2>{words.history}</h2>
            <OrderTimeline order={order} timeZone={timeZone} />
            <p className={styles.quiet}>{zoneNote(nowMs, timeZone)}</p>
          </section>
        </Columns>
      </Main>
    </>
  );
}
