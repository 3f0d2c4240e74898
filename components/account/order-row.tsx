import { localPath, type OrderAnswer } from "@/lib/domain";
import { describeOrder } from "../order/order-words";
import { formatMoment, formatTime } from "../sale/format-wall-time";
import { ButtonLink } from "../ui/button-link";
import { Chip } from "../ui/chip";
import { ProductPicture } from "../ui/product-picture";
import { useWords } from "../words/provide-words";
import { sayMoney } from "../words/say-money";
import styles from "./order-list.module.css";

interface OrderRowProps {
  readonly order: OrderAnswer;
  readonly timeZone: string;
}

/** One order in the list: its state and, where there is one, the next thing to do. */
export function OrderRow({ order, timeZone }: OrderRowProps) {
  const say = useWords("order");
  const described = describeOrder(order, timeZone, say);
  return (
    <article className={styles.row}>
      <ProductPicture image={order.image} name={order.saleTitle} sizes="72px" decorative />
      <div className={styles.words}>
        <h3 className={styles.title}>
          <a href={localPath(say.locale, `/orders/${order.id}`)}>{order.saleTitle}</a>
        </h3>
        <p className={styles.facts}>
          {say.order.facts({
            number: order.number,
            moment: formatMoment(Date.parse(order.receivedAt), timeZone, say.locale),
          })}
        </p>
        <p className={styles.state}>
          <Chip tone={described.tone} shape={described.shape}>
            {described.chip}
          </Chip>
          {sayMoney(order.amount, say.locale)}
        </p>
      </div>
      {order.state === "reserved" && order.payBy !== undefined && (
        <div className={styles.act}>
          <ButtonLink kind="primary" href={localPath(say.locale, `/orders/${order.id}/pay`)}>
            {say.order.payBy({ time: formatTime(Date.parse(order.payBy), timeZone) })}
          </ButtonLink>
        </div>
      )}
    </article>
  );
}
