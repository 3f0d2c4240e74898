"use client";

import { type AdminOrderAnswer, formatMoney } from "@/lib/domain";
import { formatExactTime, formatMoment } from "../../sale/format-wall-time";
import { Chip } from "../../ui/chip";
import styles from "../ui/form.module.css";
import { ListBody } from "../ui/list-body";
import { Modal } from "../ui/modal";
import { Moment } from "../ui/moment";
import { describeEvent, describeMail, describePayment } from "./describe-order-parts";
import { OrderActions } from "./order-actions";
import timelineStyles from "./order-drawer.module.css";
import { orderStateLooks } from "./order-state";
import { useAdminOrder } from "./use-admin-orders";

const words = {
  title: (number: string | null) => (number === null ? "Order" : `Order ${number}`),
  buyer: "Buyer",
  sale: "Sale",
  amount: "Amount",
  clicked: "Clicked",
  holdEnds: "Hold ends",
  lines: "Items",
  timeline: "Timeline",
  payments: "Payments",
  noPayments: "Nobody tried to pay.",
  mails: "Mails",
  noMails: "No mail was sent about this order.",
};

interface OrderDrawerProps {
  readonly orderId: string | null;
  readonly timeZone: string;
  readonly onClose: () => void;
  /** Something was done to the order: the list is older than it. */
  readonly onChanged: () => void;
}

/** Everything about one order beside the list it came from. Escape goes back to its row. */
export function OrderDrawer({ orderId, timeZone, onClose, onChanged }: OrderDrawerProps) {
  const { answer, problem, unreachable, answeredAtMs, mutate } = useAdminOrder(orderId);
  return (
    <Modal open={orderId !== null} title={words.title(answer?.number ?? null)} onClose={onClose} kind="drawer">
      <ListBody
        loading={answer === null}
        problem={problem}
        unreachable={unreachable}
        answeredAtMs={answeredAtMs}
        empty={null}
      >
        {answer !== null && (
          <>
            <Facts order={answer} timeZone={timeZone} />
            <OrderActions
              order={answer}
              onChanged={() => {
                void mutate();
                onChanged();
              }}
            />
            <Timeline order={answer} timeZone={timeZone} />
            <Payments order={answer} timeZone={timeZone} />
            <Mails order={answer} timeZone={timeZone} />
          </>
        )}
      </ListBody>
    </Modal>
  );
}

interface PartProps {
  readonly order: AdminOrderAnswer;
  readonly timeZone: string;
}

function Facts({ order, timeZone }: PartProps) {
  const { title, tone, shape } = orderStateLooks[order.state];
  return (
    <>
      <p>
        <Chip tone={tone} shape={shape}>
          {title}
        </Chip>
      </p>
      <dl className={styles.pairs}>
        <dt>{words.buyer}</dt>
        <dd>
          {order.buyer.name} · {order.buyer.email}
        </dd>
        <dt>{words.sale}</dt>
        <dd>
          <a href={`/admin/sales/${order.saleSlug}`}>{order.saleTitle}</a>
        </dd>
        <dt>{words.lines}</dt>
        <dd>
          {order.lines.map(({ sku, name, quantity, unitPrice }) => (
            <span key={sku} className={timelineStyles.line}>
              {`${quantity} × ${name} (${sku}) at ${formatMoney(unitPrice)}`}
            </span>
          ))}
        </dd>
        <dt>{words.amount}</dt>
        <dd>{formatMoney(order.amount)}</dd>
        {order.payBy !== null && (
          <>
            <dt>{words.holdEnds}</dt>
            <dd>
              <Moment at={order.payBy} timeZone={timeZone} />
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

function Timeline({ order, timeZone }: PartProps) {
  return (
    <section className={styles.section}>
      <h3>{words.timeline}</h3>
      <ol className={timelineStyles.timeline}>
        {order.history.map((event) => {
          const atMs = Date.parse(event.at);
          return (
            <li key={`${event.at} ${event.kind}`}>
              <time dateTime={event.at} title={formatMoment(atMs, timeZone)}>
                {formatExactTime(atMs, timeZone)}
              </time>
              <span>{describeEvent(event)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Payments({ order, timeZone }: PartProps) {
  return (
    <section className={styles.section}>
      <h3>{words.payments}</h3>
      {order.payments.length === 0 && <p className={styles.quiet}>{words.noPayments}</p>}
      <ul>
        {order.payments.map((payment) => (
          <li key={payment.id}>
            <p>{describePayment(payment)}</p>
            <ol className={timelineStyles.timeline}>
              {payment.events.map((event) => (
                <li key={event.id}>
                  <time dateTime={event.receivedAt}>{formatExactTime(Date.parse(event.receivedAt), timeZone)}</time>
                  <span>
                    {event.type}
                    {event.outcome !== null && `: ${event.outcome}`}
                  </span>
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Mails({ order, timeZone }: PartProps) {
  return (
    <section className={styles.section}>
      <h3>{words.mails}</h3>
      {order.mails.length === 0 && <p className={styles.quiet}>{words.noMails}</p>}
      <ul>
        {order.mails.map((mail) => (
          <li key={mail.id}>{describeMail(mail, timeZone)}</li>
        ))}
      </ul>
    </section>
  );
}
