"use client";

import { formatMoney, type OrderAnswer, plainAccountPath, plainOrderPath } from "@/lib/domain";
import { describeOrder } from "../order/order-words";
import { formatMoment, formatTime } from "../sale/format-wall-time";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Chip } from "../ui/chip";
import { Main } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import styles from "./plain.module.css";
import { PlainForm } from "./plain-form";
import { formatOffset } from "./zone-words";

interface PlainAccountProps {
  readonly name: string;
  readonly email: string;
  readonly orders: readonly { readonly order: OrderAnswer; readonly timeZone: string }[];
  /** The cursor of older orders; null when these are all. */
  readonly older: string | null;
}

const words = {
  title: "Your account",
  orders: "Orders",
  empty: "Nothing yet.",
  emptyMeaning: "What you buy or hold appears here at once, on all your devices.",
  sales: "See the sales",
  older: "Show older orders",
  facts: (number: string, moment: string, offset: string) => `${number} · ${moment} (${offset})`,
  payUntil: (time: string) => `Pay by ${time}`,
  details: "Details",
  signOut: "Sign out",
};

/** The account's orders and details, for a browser without scripts. */
export function PlainAccountPage({ name, email, orders, older }: PlainAccountProps) {
  return (
    <Main className={styles.page ?? ""}>
      <h1>{words.title}</h1>
      <section className={styles.block}>
        <h2>{words.orders}</h2>
        {orders.length === 0 && (
          <>
            <p>{`${words.empty} ${words.emptyMeaning}`}</p>
            <p>
              <a href="/">{words.sales}</a>
            </p>
          </>
        )}
        <ul className={styles.rows}>
          {orders.map(({ order, timeZone }) => (
            <li key={order.id} className={styles.row}>
              <Row order={order} timeZone={timeZone} />
            </li>
          ))}
        </ul>
        {older !== null && (
          <p>
            <a href={`${plainAccountPath}?before=${older}`}>{words.older}</a>
          </p>
        )}
      </section>
      <section className={styles.block}>
        <h2>{words.details}</h2>
        <p>{name}</p>
        <p>{email}</p>
        <PlainForm action="/plain/sign-out">
          <Button type="submit">{words.signOut}</Button>
        </PlainForm>
      </section>
    </Main>
  );
}

function Row({ order, timeZone }: { readonly order: OrderAnswer; readonly timeZone: string }) {
  const say = useWords("order");
  const described = describeOrder(order, timeZone, say);
  const atMs = Date.parse(order.receivedAt);
  return (
    <>
      <h3>
        <a href={plainOrderPath(order.id)}>{order.saleTitle}</a>
      </h3>
      <p className={styles.quiet}>
        {words.facts(order.number, formatMoment(atMs, timeZone), formatOffset(atMs, timeZone))}
      </p>
      <p className={styles.actions}>
        <Chip tone={described.tone} shape={described.shape}>
          {described.chip}
        </Chip>
        {formatMoney(order.amount)}
      </p>
      {order.state === "reserved" && order.payBy !== undefined && (
        <p>
          <ButtonLink kind="primary" href={plainOrderPath(order.id, { page: "pay" })}>
            {words.payUntil(formatTime(Date.parse(order.payBy), timeZone))}
          </ButtonLink>
        </p>
      )}
    </>
  );
}
