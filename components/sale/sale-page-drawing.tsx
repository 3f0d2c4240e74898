import type { ReactNode } from "react";
import { PriceLine } from "@/components/listing/price-line";
import { ButtonLink } from "@/components/ui/button-link";
import { Main } from "@/components/ui/page-frame";
import { ProductPicture } from "@/components/ui/product-picture";
import { buyPath, localPath, type SaleNotice, type SaleSnapshot, totalStock } from "@/lib/domain";
import type { WordsFor } from "../words/provide-words";
import { sayMoney } from "../words/say-money";
import { HowThisSaleWorks } from "./how-this-sale-works";
import { type PromotedSale, PromotedSales } from "./promoted-sales";
import { SaleHistory } from "./sale-history";
import styles from "./sale-page.module.css";

interface SalePageDrawingProps {
  readonly say: WordsFor<"product" | "time" | "price">;
  readonly sale: SaleSnapshot;
  readonly description: string;
  readonly images: readonly { readonly url: string; readonly alt: string }[];
  readonly promoted: readonly PromotedSale[];
  /** Newest first. */
  readonly notices: readonly SaleNotice[];
  /** The part that is alive; the editor's preview puts a still one in its place. */
  readonly panel: ReactNode;
  /** Beside the calendar, before the start. */
  readonly remind?: ReactNode;
  /** In the same place once nothing can be bought any more: what comes next. */
  readonly next?: ReactNode;
  readonly share?: ReactNode;
  /** The first picture is fetched ahead of all else; not where the page is only a drawing within another. */
  readonly eager?: boolean;
}

/** Seven twelfths of the page from 900 px on, else all of it: see sale-page.module.css. */
const wideSizes = "(min-width: 1248px) 672px, (min-width: 900px) calc((100vw - 96px) * 7 / 12)";
const columnSizes = `${wideSizes}, calc(100vw - 32px)`;
/** On a phone the first picture is no higher than 60 % of the screen, and 4:5. */
const firstSizes = `${wideSizes}, min(100vw - 32px, 48svh)`;

/** The product page around its panel: drawn from what it is given alone. */
export function SalePageDrawing({
  say,
  sale,
  description,
  images,
  promoted,
  notices,
  panel,
  remind,
  next,
  share,
  eager = true,
}: SalePageDrawingProps) {
  const [first = null, ...more] = images;
  return (
    <Main className={styles.page ?? ""}>
      <nav aria-label={say.product.breadcrumb} className={styles.crumbs}>
        <a href={localPath(say.locale, "/")}>{say.product.sales}</a>
        <span aria-hidden="true">/</span>
        <span aria-current="page">{sale.title}</span>
      </nav>
      <div className={styles.lead}>
        <header className={styles.head}>
          <h1>{sale.title}</h1>
          <div className={styles.price}>
            <PriceLine
              say={say}
              price={sale.price}
              regularPrice={sale.regularPrice}
              lowestPrice30d={sale.lowestPrice30d}
              large
            />
            <p className={styles.over}>{say.product.priceWas}</p>
            <p className={styles.total}>{say.product.priceAll({ price: sayMoney(sale.price, say.locale) })}</p>
          </div>
        </header>
        <div className={styles.sticky}>
          {panel}
          <noscript>
            <ButtonLink kind="solid" large wide href={buyPath(sale.slug, {}, say.locale)}>
              {say.product.plainWay}
            </ButtonLink>
            <p className={styles.noscript}>{say.product.timesRight}</p>
          </noscript>
          <Rules
            say={say}
            total={totalStock(sale)}
            limit={sale.limitPerAccount}
            windowSeconds={sale.paymentWindowSeconds}
          />
          <div className={styles.actions}>
            <div className={styles.reminder}>
              {remind}
              <a href={`/sales/${sale.slug}/calendar.ics`}>{say.product.calendar}</a>
            </div>
            <div className={styles.next}>{next}</div>
            {share}
          </div>
        </div>
      </div>
      <div className={styles.pictures}>
        <ProductPicture image={first} name={sale.title} sizes={firstSizes} eager={eager} />
        {more.map((image) => (
          <ProductPicture key={image.url} image={image} name={sale.title} sizes={columnSizes} />
        ))}
      </div>
      <div className={styles.story}>
        <section className={styles.about} aria-label={say.product.about}>
          {description
            .split(/\n{2,}/)
            .filter((paragraph) => paragraph.trim() !== "")
            .map((paragraph) => (
              <p key={paragraph}>{paragraph.trim()}</p>
            ))}
        </section>
        <SaleHistory notices={notices} timeZone={sale.timeZone} startsAtMs={sale.startsAtMs} say={say} />
        <HowThisSaleWorks sale={sale} say={say} />
      </div>
      <PromotedSales sales={promoted} say={say} />
    </Main>
  );
}

interface RulesProps {
  readonly say: WordsFor<"product">;
  readonly total: number;
  readonly limit: number;
  readonly windowSeconds: number;
}

function Rules({ say, total, limit, windowSeconds }: RulesProps) {
  const minutes = Math.round(windowSeconds / 60);
  return (
    <ul className={styles.rules} aria-label={say.product.rules}>
      <li>{say.product.pieces({ count: total })}</li>
      <li>{say.product.perPerson({ limit })}</li>
      <li>
        {minutes >= 1 ? say.product.minutesToPay({ minutes }) : say.product.secondsToPay({ seconds: windowSeconds })}
      </li>
    </ul>
  );
}
