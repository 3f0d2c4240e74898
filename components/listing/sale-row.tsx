import { localPath } from "@/lib/domain";
import type { ReminderOpening } from "../reminder/use-reminder-opener";
import { Chip } from "../ui/chip";
import { ProductPicture } from "../ui/product-picture";
import { useWords } from "../words/provide-words";
import { ClockTime } from "./clock-time";
import { describeListedSale, momentOf } from "./describe-listed-sale";
import type { ListedSale } from "./listed-sale";
import { PriceLine } from "./price-line";
import { RemindButton } from "./remind-button";
import styles from "./sale-row.module.css";

interface SaleRowProps {
  readonly sale: ListedSale;
  readonly nowMs: number | null;
  readonly ownZone: string | null;
  readonly reminder: ReminderOpening;
}

/** A sale as one line of the board: when, what, how much. */
export function SaleRow({ sale, nowMs, ownZone, reminder }: SaleRowProps) {
  const say = useWords("listing", "time", "price");
  const described = describeListedSale(sale, nowMs, say);
  const isOver = sale.phase === "ended" || sale.phase === "cancelled";
  return (
    <article className={styles.row} data-bar={described.shape}>
      <div className={styles.picture}>
        <ProductPicture image={sale.image} name={sale.title} sizes="96px" grey={isOver} decorative />
      </div>
      <div className={styles.time}>
        <ClockTime
          {...momentOf(sale)}
          nowMs={nowMs}
          storeZone={sale.timeZone}
          ownZone={ownZone}
          size="row"
          over={isOver}
        />
      </div>
      <div className={styles.words}>
        <h3 className={styles.title}>
          <a className={styles.link} href={localPath(say.locale, `/sales/${sale.slug}`)}>
            {sale.title}
          </a>
        </h3>
        <p className={styles.state}>
          <Chip tone={described.tone} shape={described.shape}>
            {described.state}
          </Chip>
          {described.line}
        </p>
        <RemindButton sale={sale} reminder={reminder} />
      </div>
      <div className={styles.price}>
        <PriceLine {...sale} say={say} />
      </div>
    </article>
  );
}
