"use client";

import { localPath, type MailedWord, type OrderAnswer, plainAccountPath, plainOrderPath } from "@/lib/domain";
import { describeOrder } from "../order/order-words";
import { formatMoment, formatTime } from "../sale/format-wall-time";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Chip } from "../ui/chip";
import { Notice } from "../ui/notice";
import { Main } from "../ui/page-frame";
import { useWords } from "../words/provide-words";
import { sayMoney } from "../words/say-money";
import styles from "./plain.module.css";
import { PlainForm } from "./plain-form";
import { formatOffset } from "./zone-words";

interface PlainAccountProps {
  readonly name: string;
  readonly email: string;
  /** Nothing can be bought before the address is confirmed. */
  readonly unconfirmed: boolean;
  /** What became of the wish for another mail. */
  readonly mailed: MailedWord | null;
  /** What the account chose for times. */
  readonly ownZone: string | null;
  readonly orders: readonly { readonly order: OrderAnswer; readonly timeZone: string }[];
  /** The cursor of older orders; null when these are all. */
  readonly older: string | null;
}

/** The account's orders and details, for a browser without scripts. */
export function PlainAccountPage({ name, email, unconfirmed, mailed, ownZone, orders, older }: PlainAccountProps) {
  const say = useWords("account", "form", "problem");
  return (
    <Main className={styles.page ?? ""}>
      <h1>{say.account.page.title}</h1>
      {unconfirmed && (
        <Notice tone="wait" title={say.account.confirm.title}>
          <p>{say.account.confirm.meaning({ email })}</p>
          {mailed !== null && (
            <p role="status">{mailed === "sent" ? say.account.confirm.sent({ email }) : say.problem.throttled}</p>
          )}
          <PlainForm action={localPath(say.locale, `${plainAccountPath}/confirm`)}>
            <Button type="submit">{say.account.confirm.again}</Button>
          </PlainForm>
        </Notice>
      )}
      <section className={styles.block}>
        <h2>{say.account.page.orders}</h2>
        {orders.length === 0 && (
          <>
            <p>{say.account.orders.empty}</p>
            <p>{say.account.orders.emptyMeaning}</p>
            <p>
              <a href={localPath(say.locale, "/")}>{say.account.orders.sales}</a>
            </p>
          </>
        )}
        <ul className={styles.rows}>
          {orders.map(({ order, timeZone }) => (
            <li key={order.id} className={styles.row}>
              <Row order={order} timeZone={ownZone ?? timeZone} />
            </li>
          ))}
        </ul>
        {older !== null && (
          <p>
            <a href={localPath(say.locale, `${plainAccountPath}?before=${older}`)}>{say.account.orders.older}</a>
          </p>
        )}
      </section>
      <section className={styles.block}>
        <h2>{say.account.details.title}</h2>
        <p>{name}</p>
        <p>{email}</p>
        <PlainForm action={localPath(say.locale, "/plain/sign-out")}>
          <Button type="submit">{say.form.signOut.signOut}</Button>
        </PlainForm>
      </section>
    </Main>
  );
}

function Row({ order, timeZone }: { readonly order: OrderAnswer; readonly timeZone: string }) {
  const say = useWords("order", "plain");
  const described = describeOrder(order, timeZone, say);
  const atMs = Date.parse(order.receivedAt);
  return (
    <>
      <h3>
        <a href={plainOrderPath(order.id, {}, say.locale)}>{order.saleTitle}</a>
      </h3>
      <p className={styles.quiet}>
        {say.plain.orderFacts({
          number: order.number,
          moment: formatMoment(atMs, timeZone, say.locale),
          offset: formatOffset(atMs, timeZone),
        })}
      </p>
      <p className={styles.actions}>
        <Chip tone={described.tone} shape={described.shape}>
          {described.chip}
        </Chip>
        {sayMoney(order.amount, say.locale)}
      </p>
      {order.state === "reserved" && order.payBy !== undefined && (
        <p>
          <ButtonLink kind="primary" href={plainOrderPath(order.id, { page: "pay" }, say.locale)}>
            {say.order.payBy({ time: formatTime(Date.parse(order.payBy), timeZone) })}
          </ButtonLink>
        </p>
      )}
    </>
  );
}
