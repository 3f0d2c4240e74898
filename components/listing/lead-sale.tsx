import { localPath } from "@/lib/domain";
import type { ReminderOpening } from "../reminder/use-reminder-opener";
import { Chip } from "../ui/chip";
import { Icon } from "../ui/icon";
import { ProductPicture } from "../ui/product-picture";
import { useWords } from "../words/provide-words";
import { ClockTime } from "./clock-time";
import { describeListedSale, momentOf } from "./describe-listed-sale";
import styles from "./lead-sale.module.css";
import type { ListedSale } from "./listed-sale";
import { PriceLine } from "./price-line";
import { RemindButton } from "./remind-button";

interface LeadSaleProps {
  readonly sale: ListedSale;
  readonly nowMs: number | null;
  readonly ownZone: string | null;
  readonly reminder: ReminderOpening;
}

/** Five twelfths of the row from 700 px on, beside the section's name from 1000 px on: lead-sale and board.module.css. */
const pictureSizes =
  "(min-width: 1248px) 388px, (min-width: 1000px) calc((100vw - 72px) * 0.347 - 20px), (min-width: 700px) calc((100vw - 80px) * 5 / 12), calc(100vw - 32px)";

/** The first sale of the board, as wide as the page. */
export function LeadSale({ sale, nowMs, ownZone, reminder }: LeadSaleProps) {
  const say = useWords("listing", "time", "price");
  const described = describeListedSale(sale, nowMs, say);
  const canBuy = described.shape === "solid";
  return (
    <article className={styles.lead} data-live={canBuy || undefined}>
      <div className={styles.picture}>
        <ProductPicture image={sale.image} name={sale.title} sizes={pictureSizes} eager decorative />
      </div>
      <div className={styles.words}>
        <p className={styles.state}>
          <Chip tone={described.tone} shape={described.shape}>
            {described.state}
          </Chip>
          {described.line}
        </p>
        <h3 className={styles.title}>
          <a className={styles.link} href={localPath(say.locale, `/sales/${sale.slug}`)}>
            {sale.title}
          </a>
        </h3>
        <ClockTime {...momentOf(sale)} nowMs={nowMs} storeZone={sale.timeZone} ownZone={ownZone} size="lead" />
        <PriceLine {...sale} say={say} large />
        <span className={styles.go} aria-hidden="true">
          {canBuy ? say.listing.toLiveSale : say.listing.toOtherSale}
          <Icon name="arrow" />
        </span>
        <RemindButton sale={sale} reminder={reminder} />
      </div>
    </article>
  );
}
