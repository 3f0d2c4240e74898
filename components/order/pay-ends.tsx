"use client";

import { type ReactNode, useEffect, useRef } from "react";
import type { OrderAnswer } from "@/lib/domain";
import { ButtonLink } from "../ui/button-link";
import { describeOrder, holdEndedHeading } from "./order-words";
import styles from "./pay-page.module.css";

const words = {
  paying: "Paying… your item cannot be lost now.",
  payingMeaning: "We wait for the bank’s answer. You can close this page: the order shows the result.",
  paid: "Paid.",
  overMeaning: "You were not charged. If the sale still has units, you can try again.",
  toSale: "Try again",
  toOrder: "View the order",
};

interface PayEndProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  readonly acted: boolean;
}

/**
 * A state of the pay page that replaces the form. It takes the focus when it follows from the shopper's own act,
 * whose button is gone; time alone never moves the focus.
 */
function PayEnd({ title, children, actions, acted }: PayEndProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (acted && document.activeElement === document.body) heading.current?.focus();
  }, [acted]);
  return (
    <div className={styles.paying}>
      <h2 ref={heading} tabIndex={-1} className={styles.big}>
        {title}
      </h2>
      {children}
      <div className={styles.choices}>{actions}</div>
    </div>
  );
}

interface PayUnderWayProps {
  readonly paid: boolean;
  readonly orderId: string;
  readonly acted: boolean;
}

export function PayUnderWay({ paid, orderId, acted }: PayUnderWayProps) {
  return (
    <PayEnd
      acted={acted}
      title={paid ? words.paid : words.paying}
      actions={<ButtonLink href={`/orders/${orderId}`}>{words.toOrder}</ButtonLink>}
    >
      <p>{words.payingMeaning}</p>
    </PayEnd>
  );
}

interface PayOverProps {
  readonly saleSlug: string;
  readonly endedAtMs: number;
  readonly zone: string;
  readonly acted: boolean;
}

export function PayOver({ saleSlug, endedAtMs, zone, acted }: PayOverProps) {
  return (
    <PayEnd
      acted={acted}
      title={holdEndedHeading(endedAtMs, zone)}
      actions={
        <ButtonLink kind="solid" href={`/sales/${saleSlug}`}>
          {words.toSale}
        </ButtonLink>
      }
    >
      <p>{words.overMeaning}</p>
    </PayEnd>
  );
}

interface PayClosedProps {
  readonly order: OrderAnswer;
  readonly zone: string;
  readonly acted: boolean;
}

export function PayClosed({ order, zone, acted }: PayClosedProps) {
  const described = describeOrder(order, zone);
  return (
    <PayEnd
      acted={acted}
      title={described.heading}
      actions={<ButtonLink href={`/orders/${order.id}`}>{words.toOrder}</ButtonLink>}
    >
      <p>{described.meaning}</p>
    </PayEnd>
  );
}
