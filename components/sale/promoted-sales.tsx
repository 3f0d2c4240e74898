import { ProductPicture } from "@/components/ui/product-picture";
import { localPath, type SaleSnapshot } from "@/lib/domain";
import type { WordsFor } from "../words/provide-words";
import { sayMoney } from "../words/say-money";
import { sayCity } from "../words/say-time";
import { formatMoment } from "./format-wall-time";
import styles from "./promoted-sales.module.css";

export type PromotedSale = Pick<
  SaleSnapshot,
  "slug" | "title" | "imageUrl" | "imageAlt" | "startsAtMs" | "timeZone" | "price"
>;

interface PromotedSalesProps {
  readonly sales: readonly PromotedSale[];
  readonly say: WordsFor<"product" | "time">;
}

/** Other sales, with absolute times only: this part of the page has no clock. */
export function PromotedSales({ sales, say }: PromotedSalesProps) {
  if (sales.length === 0) return null;
  return (
    <section className={styles.promoted} aria-labelledby="promoted">
      <h2 id="promoted">{say.product.others}</h2>
      <ul className={styles.list}>
        {sales.map((sale) => (
          <li key={sale.slug} className={styles.card}>
            <div className={styles.picture}>
              <ProductPicture
                image={sale.imageUrl === null ? null : { url: sale.imageUrl, alt: sale.imageAlt }}
                name={sale.title}
                sizes="96px"
                decorative
              />
            </div>
            <div>
              <h3>
                <a href={localPath(say.locale, `/sales/${sale.slug}`)} className={styles.link}>
                  {sale.title}
                </a>
              </h3>
              <p className={styles.when}>
                <time dateTime={new Date(sale.startsAtMs).toISOString()}>
                  {formatMoment(sale.startsAtMs, sale.timeZone, say.locale)}
                </time>{" "}
                {say.product.cityTime({ city: sayCity(sale.timeZone, say) })}
              </p>
              <p>{sayMoney(sale.price, say.locale)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
