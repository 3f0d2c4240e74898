"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { localPath, type OrderAnswer } from "@/lib/domain";
import { ButtonLink } from "../ui/button-link";
import { useWords } from "../words/provide-words";
import { describeOrder, holdEndedHeading } from "./order-words";
import styles from "./pay-page.module.css";

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
  const say = useWords("order");
  return (
    <PayEnd
      acted={acted}
      title={paid ? say.order.paidShort : say.order.paying}
      actions={<ButtonLink href={localPath(say.locale, `/orders/${orderId}`)}>{say.order.viewOrder}</ButtonLink>}
    >
      <p>{say.order.payingMeaning}</p>
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
  const say = useWords("order");
  return (
    <PayEnd
      acted={acted}
      title={holdEndedHeading(endedAtMs, zone, say)}
      actions={
        <ButtonLink kind="solid" href={localPath(say.locale, `/sales/${saleSlug}`)}>
          {say.order.tryAgain}
        </ButtonLink>
      }
    >
      <p>{say.order.overMeaning}</p>
    </PayEnd>
  );
}

interface PayClosedProps {
  readonly order: OrderAnswer;
  readonly zone: string;
  readonly acted: boolean;
}

export function PayClosed({ order, zone, acted }: PayClosedProps) {
  const say = useWords("order");
  const described = describeOrder(order, zone, say);
  return (
    <PayEnd
      acted={acted}
      title={described.heading}
      actions={<ButtonLink href={localPath(say.locale, `/orders/${order.id}`)}>{say.order.viewOrder}</ButtonLink>}
    >
      <p>{described.meaning}</p>
    </PayEnd>
  );
}
