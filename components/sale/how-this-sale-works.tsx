import type { SaleSnapshot } from "@/lib/domain";
import { fillSlots, slot } from "../words/fill-slots";
import type { WordsFor } from "../words/provide-words";
import { sayCity } from "../words/say-time";
import { formatMoment } from "./format-wall-time";
import styles from "./sale-page.module.css";

interface HowThisSaleWorksProps {
  readonly sale: SaleSnapshot;
  readonly say: WordsFor<"product" | "time">;
}

/** The sale's rules in four lines, written before anybody has to know them. */
export function HowThisSaleWorks({ sale, say }: HowThisSaleWorksProps) {
  const minutes = Math.round(sale.paymentWindowSeconds / 60);
  const times = say.product.howTimes({ starts: slot(0), ends: slot(1), city: sayCity(sale.timeZone, say) });
  return (
    <section className={styles.how}>
      <h2>{say.product.how}</h2>
      <ol className={styles.lines}>
        <li>
          {fillSlots(times, [sale.startsAtMs, sale.endsAtMs]).map((piece) =>
            typeof piece === "string" ? (
              piece
            ) : (
              <time key={piece} dateTime={new Date(piece).toISOString()}>
                {formatMoment(piece, sale.timeZone, say.locale)}
              </time>
            ),
          )}
        </li>
        <li>{say.product.howOnce}</li>
        <li>
          {minutes >= 1
            ? say.product.howHeldMinutes({ minutes })
            : say.product.howHeldSeconds({ seconds: sale.paymentWindowSeconds })}
        </li>
        <li>{say.product.howReturns}</li>
      </ol>
    </section>
  );
}
