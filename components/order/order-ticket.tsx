import { localPath, multiplyMoney, type OrderAnswer } from "@/lib/domain";
import { ClippedCard } from "../ui/clipped-card";
import { ProductPicture } from "../ui/product-picture";
import { Stamp } from "../ui/stamp";
import type { Tone } from "../ui/status-line";
import { useWords } from "../words/provide-words";
import { sayMoney } from "../words/say-money";
import styles from "./order-ticket.module.css";

interface OrderTicketProps {
  readonly order: OrderAnswer;
  /** The outcome to strike onto the ticket; its word stands in the page's heading too. */
  readonly stamp?: string | null;
  readonly tone?: Tone;
  /** The outcome has just come. */
  readonly struck?: boolean;
}

/** What was ordered and what it costs, as a ticket. */
export function OrderTicket({ order, stamp = null, tone = "plain", struck = false }: OrderTicketProps) {
  const say = useWords("order");
  return (
    <ClippedCard as="section" className={styles.ticket} aria-label={say.order.ticket}>
      <div className={styles.item}>
        <ProductPicture image={order.image} name={order.saleTitle} sizes="96px" eager decorative />
        <div className={styles.words}>
          <h2 className={styles.title}>
            <a href={localPath(say.locale, `/sales/${order.saleSlug}`)}>{order.saleTitle}</a>
          </h2>
          <ul className={styles.lines}>
            {order.lines.map((line) => (
              <li key={line.sku}>{say.order.line({ name: line.name, quantity: line.quantity })}</li>
            ))}
          </ul>
        </div>
      </div>
      <dl className={styles.costs}>
        {order.lines.map((line) => (
          <div key={line.sku} className={styles.cost}>
            <dt>{line.name}</dt>
            <dd>{sayMoney(multiplyMoney(line.unitPrice, line.quantity), say.locale)}</dd>
          </div>
        ))}
        <div className={`${styles.cost} ${styles.total}`}>
          <dt>{say.order.total}</dt>
          <dd>{sayMoney(order.amount, say.locale)}</dd>
        </div>
      </dl>
      <div className={styles.foot}>
        <span className={styles.note}>{order.number}</span>
        {stamp !== null && (
          <Stamp tone={tone} struck={struck} decorative>
            {stamp}
          </Stamp>
        )}
      </div>
    </ClippedCard>
  );
}
