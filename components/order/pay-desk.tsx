"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { localPath, type OrderAnswer, type Simulation } from "@/lib/domain";
import { useServerClock } from "../sale/use-server-clock";
import { useTickingTime } from "../sale/use-ticking-time";
import { Main } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import { AnswerAge } from "./answer-age";
import { rememberFreshlyPaid } from "./fresh-outcome";
import { OrderTicket } from "./order-ticket";
import { PayClosed, PayOver, PayUnderWay } from "./pay-ends";
import { PayForm } from "./pay-form";
import { PayHold } from "./pay-hold";
import styles from "./pay-page.module.css";
import { countDeclines, payStep } from "./pay-step";
import type { OrderInHand } from "./use-order";
import { usePayActions } from "./use-pay-actions";

interface PayDeskProps {
  readonly order: OrderInHand;
  readonly shown: OrderAnswer;
  readonly zone: string;
}

/** The pay page once the order is known: which of its parts are shown follows from the order and the time. */
export function PayDesk({ order, shown, zone }: PayDeskProps) {
  const say = useWords("order");
  const { locale } = say;
  const router = useRouter();
  const clock = useServerClock();
  const payByMs = shown.payBy === undefined ? 0 : Date.parse(shown.payBy);
  const nowMs = useTickingTime(clock, payByMs, payByMs === 0 ? [] : [payByMs]);
  const actions = usePayActions(order);
  const [simulation, setSimulation] = useState<Simulation>("ok");
  const [knownDeclines] = useState(() => countDeclines(shown));
  const step = payStep(shown, nowMs);

  const { acted } = actions;
  const isPaid = step.word === "paid";
  useEffect(() => {
    if (!isPaid) return;
    rememberFreshlyPaid(shown.id);
    router.replace(localPath(locale, `/orders/${shown.id}`));
  }, [isPaid, shown.id, router, locale]);

  return (
    <Main className={styles.page}>
      <div className={styles.hold}>
        <h1>{say.order.payFor({ title: shown.saleTitle })}</h1>
        <AnswerAge stale={order.problem !== null || order.unreachable} answeredAtMs={order.answeredAtMs} />
        <PayHold order={shown} step={step} nowMs={nowMs} zone={zone} actions={actions} />
      </div>
      <div className={styles.ticket}>
        <OrderTicket order={shown} />
      </div>
      <div className={styles.form}>
        {step.word === "open" && (
          <PayForm
            order={shown}
            simulation={simulation}
            onSimulation={setSimulation}
            actions={actions}
            freshDeclines={countDeclines(shown) - knownDeclines}
          />
        )}
        <div role="status" aria-atomic="true">
          {(step.word === "paying" || step.word === "paid") && (
            <PayUnderWay paid={isPaid} orderId={shown.id} acted={acted} />
          )}
          {step.word === "over" && (
            <PayOver saleSlug={shown.saleSlug} endedAtMs={step.endedAtMs} zone={zone} acted={acted} />
          )}
          {step.word === "closed" && <PayClosed order={shown} zone={zone} acted={acted} />}
        </div>
      </div>
    </Main>
  );
}
