"use client";

import { useState } from "react";
import { plainOrderPath, type Simulation } from "@/lib/domain";
import { spokenHoldTime } from "../order/hold-time";
import { OrderTicket } from "../order/order-ticket";
import { declineReason } from "../order/order-words";
import { extensionsUsed } from "../order/pay-step";
import { PaymentChoice } from "../order/payment-choice";
import { formatExactTime } from "../sale/format-wall-time";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Columns, Main } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import { sayMoney } from "../words/say-money";
import type { PlainOrderProps } from "./order-page";
import { PageRefresh } from "./page-refresh";
import styles from "./plain.module.css";
import { PlainForm } from "./plain-form";
import { SecondThought } from "./second-thought";
import { formatOffset, zoneNote } from "./zone-words";

interface PlainPayProps extends PlainOrderProps {
  /** The end of the hold. */
  readonly payByMs: number;
}

/** The way from a held item to a paid one by a form. The page renews itself only when the hold is over. */
export function PlainPayPage({ order, timeZone, ownZone, nowMs, refused, payByMs }: PlainPayProps) {
  const say = useWords("order", "plain", "time");
  const zone = ownZone ?? timeZone;
  const path = plainOrderPath(order.id, {}, say.locale);
  const decline = declineReason(order, say);
  const extensionsLeft = order.extensionsLeft ?? 0;
  return (
    <>
      <PageRefresh seconds={Math.ceil((payByMs - nowMs) / 1_000) + 2} path={path} />
      <Main className={styles.page ?? ""}>
        <h1>{say.order.payFor({ title: order.saleTitle })}</h1>
        <Columns>
          <div className={styles.lead}>
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
            <div className={styles.clock}>
              <p>
                {say.order.heldUntil}{" "}
                <time dateTime={new Date(payByMs).toISOString()} className={styles.moment}>
                  {say.plain.zones.offset({
                    time: formatExactTime(payByMs, zone),
                    offset: formatOffset(payByMs, zone),
                  })}
                </time>
              </p>
              <p>{`${spokenHoldTime(payByMs - nowMs, say)} ${say.plain.asOf({ time: formatExactTime(nowMs, zone) })}`}</p>
              <p className={styles.zones}>{zoneNote(nowMs, { store: timeZone, own: ownZone }, say)}</p>
            </div>
            {extensionsLeft > 0 && (
              <PlainForm action={`${path}/extend`} className={styles.actions}>
                <Button type="submit">{say.order.addTime}</Button>
                <p className={styles.quiet}>{extensionsUsed(extensionsLeft, say)}</p>
              </PlainForm>
            )}
            <PlainForm action={`${path}/pay`} className={styles.form}>
              <Choice />
              <Button type="submit" kind="primary" large wide>
                {say.order.pay({ amount: sayMoney(order.amount, say.locale) })}
              </Button>
              <p className={styles.quiet}>{say.order.paySafe}</p>
            </PlainForm>
            <SecondThought
              ask={say.order.giveBack}
              consequence={say.order.giveBackMeans}
              yes={say.order.giveBackYes}
              action={`${path}/cancel`}
            />
          </div>
          <OrderTicket order={order} />
        </Columns>
      </Main>
    </>
  );
}

/** The browser sends what is chosen; the state is for browsers with scripts. */
function Choice() {
  const [chosen, setChosen] = useState<Simulation>("ok");
  return <PaymentChoice chosen={chosen} onChoose={setChosen} />;
}
