import { formatMoney, type OrderAnswer } from "@/lib/domain";
import { describeOrder } from "../order/order-words";
import { formatMoment, formatTime } from "../sale/format-wall-time";
import { ButtonLink } from "../ui/button-link";
import { Chip } from "../ui/chip";
import { ProductPicture } from "../ui/product-picture";
import styles from "./order-list.module.css";

interface OrderRowProps {
  readonly order: OrderAnswer;
  readonly timeZone: string;
}

const words = {
  facts: (number: string, moment: string) => `${number} · ${moment}`,
  payUntil: (time: string) => `Pay by ${time}`,
};

/** One order in the list: its state and, where there is one, the next thing to do. */
export function OrderRow({ order, timeZone }: OrderRowProps) {
  const described = describeOrder(order, timeZone);
  return (
    <article className={styles.row}>
      <ProductPicture image={order.image} name={order.saleTitle} sizes="72px" decorative />
      <div className={styles.words}>
        <h3 className={styles.title}>
          <a href={`/orders/${order.id}`}>{order.saleTitle}</a>
        </h3>
        <p className={styles.facts}>
          {words.facts(order.number, formatMoment(Date.parse(order.receivedAt), timeZone))}
        </p>
        <p className={styles.state}>
          <Chip tone={described.tone} shape={described.shape}>
            {described.chip}
          </Chip>
          {formatMoney(order.amount)}
        </p>
      </div>
      {order.state === "reserved" && order.payBy !== undefined && (
        <div className={styles.act}>
          <ButtonLink kind="primary" href={`/orders/${order.id}/pay`}>
            {words.payUntil(formatTime(Date.parse(order.payBy), timeZone))}
          </ButtonLink>
        </div>
      )}
    </article>
  );
}
