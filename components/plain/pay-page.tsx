"use client";

import { useState } from "react";
import { formatMoney, plainOrderPath, type Simulation } from "@/lib/domain";
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
import { orderNote } from "./order-notes";
import type { PlainOrderProps } from "./order-page";
import { PageRefresh } from "./page-refresh";
import styles from "./plain.module.css";
import { PlainForm } from "./plain-form";
import { SecondThought } from "./second-thought";
import { formatOffset } from "./zone-words";

interface PlainPayProps extends PlainOrderProps {
  /** The end of the hold. */
  readonly payByMs: number;
}

const words = {
  title: (what: string) => `Pay for ${what}`,
  held: "Held for you until",
  asOf: (time: string) => `As of ${time}.`,
  more: "Add 2 minutes",
  pay: (amount: string) => `Pay ${amount}`,
  safe: "Once you press Pay, the item cannot be lost to the clock.",
  refused: "That was not possible",
  declined: "The payment was declined",
  declinedNext: "Nothing was charged and the item is still held. You can try again.",
  giveBack: "Cancel and give it back",
  giveBackConsequence: "Somebody else can buy it at once, and it may not come back. You are not charged.",
  giveBackYes: "Yes, give it back",
};

/** The way from a held item to a paid one by a form. The page renews itself only when the hold is over. */
export function PlainPayPage({ order, timeZone, nowMs, refused, payByMs }: PlainPayProps) {
  const say = useWords("order");
  const path = plainOrderPath(order.id);
  const decline = declineReason(order, say);
  const extensionsLeft = order.extensionsLeft ?? 0;
  return (
    <>
      <PageRefresh seconds={Math.ceil((payByMs - nowMs) / 1_000) + 2} path={path} />
      <Main className={styles.page ?? ""}>
        <h1>{words.title(order.saleTitle)}</h1>
        <Columns>
          <div className={styles.lead}>
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
            <div className={styles.clock}>
              <p>
                {words.held}{" "}
                <time dateTime={new Date(payByMs).toISOString()} className={styles.moment}>
                  {`${formatExactTime(payByMs, timeZone)} (${formatOffset(payByMs, timeZone)})`}
                </time>
              </p>
              <p>{`${spokenHoldTime(payByMs - nowMs, say)} ${words.asOf(formatExactTime(nowMs, timeZone))}`}</p>
            </div>
            {extensionsLeft > 0 && (
              <PlainForm action={`${path}/extend`} className={styles.actions}>
                <Button type="submit">{words.more}</Button>
                <p className={styles.quiet}>{extensionsUsed(extensionsLeft, say)}</p>
              </PlainForm>
            )}
            <PlainForm action={`${path}/pay`} className={styles.form}>
              <Choice />
              <Button type="submit" kind="primary" large wide>
                {words.pay(formatMoney(order.amount))}
              </Button>
              <p className={styles.quiet}>{words.safe}</p>
            </PlainForm>
            <SecondThought
              ask={words.giveBack}
              consequence={words.giveBackConsequence}
              yes={words.giveBackYes}
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
