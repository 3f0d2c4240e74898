"use client";

import {
  buyPath,
  localPath,
  type OrderAnswer,
  type OrderRefusal,
  plainAccountPath,
  plainOrderPath,
} from "@/lib/domain";
import { OrderTicket } from "../order/order-ticket";
import { OrderTimeline } from "../order/order-timeline";
import { declineReason, describeOrder, holdEndedHeading } from "../order/order-words";
import { payStep } from "../order/pay-step";
import { ButtonLink } from "../ui/button-link";
import { Chip } from "../ui/chip";
import { Notice } from "../ui/notice";
import { Columns, Main } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import { PageRefresh } from "./page-refresh";
import styles from "./plain.module.css";
import { SecondThought } from "./second-thought";
import { zoneNote } from "./zone-words";

export interface PlainOrderProps {
  readonly order: OrderAnswer;
  /** The sale's zone. */
  readonly timeZone: string;
  /** What the reader's account chose for times. */
  readonly ownZone: string | null;
  /** Server time at which the page is made. */
  readonly nowMs: number;
  readonly refused: OrderRefusal | null;
}

/** Seconds between looks at a payment that is under way. */
const payingSeconds = 2;

/** One order, for a browser without scripts: what became of it, what to do next, and its whole story. */
export function PlainOrderPage({ order, timeZone, ownZone, nowMs, refused }: PlainOrderProps) {
  const say = useWords("order", "plain", "time");
  const zone = ownZone ?? timeZone;
  const path = plainOrderPath(order.id, {}, say.locale);
  const described = describeOrder(order, zone, say);
  const step = payStep(order, nowMs);
  const decline = declineReason(order, say);
  const isOver = order.state === "reserved" && step.word === "over";
  return (
    <>
      <PageRefresh
        seconds={order.state === "paying" || order.state === "refunding" || isOver ? payingSeconds : null}
        path={path}
      />
      <Main className={styles.page ?? ""}>
        <header className={styles.section}>
          <p>
            <Chip tone={described.tone} shape={described.shape}>
              {described.chip}
            </Chip>
          </p>
          <h1>{step.word === "over" ? holdEndedHeading(step.endedAtMs, zone, say) : described.heading}</h1>
          <p className={styles.quiet}>{step.word === "over" ? say.order.overMeaning : described.meaning}</p>
          {refused !== null && (
            <Notice tone="stop" title={say.order.refused}>
              <p>{say.plain.orderRefused[refused]}</p>
            </Notice>
          )}
          {decline !== null && (
            <Notice tone="stop" title={say.order.declined}>
              <p>{decline}</p>
              <p>{say.order.declinedNext}</p>
            </Notice>
          )}
          <div className={styles.actions}>
            {step.word === "open" ? (
              <>
                <ButtonLink kind="primary" large href={plainOrderPath(order.id, { page: "pay" }, say.locale)}>
                  {say.order.payNow}
                </ButtonLink>
                <SecondThought
                  ask={say.order.giveBack}
                  consequence={say.order.giveBackMeans}
                  yes={say.order.giveBackYes}
                  action={`${path}/cancel`}
                />
              </>
            ) : (
              <>
                <ButtonLink href={localPath(say.locale, plainAccountPath)}>{say.order.toOrders}</ButtonLink>
                <ButtonLink kind="quiet" href={buyPath(order.saleSlug, {}, say.locale)}>
                  {step.word === "over" ? say.order.tryAgain : say.order.toSale}
                </ButtonLink>
              </>
            )}
          </div>
        </header>
        <Columns>
          <OrderTicket order={order} stamp={described.stamp} tone={described.tone} />
          <section className={styles.block}>
            <h2>{say.order.history}</h2>
            <OrderTimeline order={order} timeZone={zone} />
            <p className={styles.quiet}>{zoneNote(nowMs, { store: timeZone, own: ownZone }, say)}</p>
          </section>
        </Columns>
      </Main>
    </>
  );
}
