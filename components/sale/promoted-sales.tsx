import { ProductPicture } from "@/components/ui/product-picture";
import { formatMoney, type SaleSnapshot } from "@/lib/domain";
import { formatMoment, zoneCity } from "./format-wall-time";
import styles from "./promoted-sales.module.css";

export type PromotedSale = Pick<
  SaleSnapshot,
  "slug" | "title" | "imageUrl" | "imageAlt" | "startsAtMs" | "timeZone" | "price"
>;

/** Other sales, with absolute times only: this part of the page has no clock. */
export function PromotedSales({ sales }: { readonly sales: readonly PromotedSale[] }) {
  if (sales.length === 0) return null;
  return (
    <section className={styles.promoted} aria-labelledby="promoted">
      <h2 id="promoted">Other sales</h2>
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
                <a href={`/sales/${sale.slug}`} className={styles.link}>
                  {sale.title}
                </a>
              </h3>
              <p className={styles.when}>
                <time dateTime={new Date(sale.startsAtMs).toISOString()}>
                  {formatMoment(sale.startsAtMs, sale.timeZone)}
                </time>
                {` ${zoneCity(sale.timeZone)} time`}
              </p>
              <p>{formatMoney(sale.price)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
