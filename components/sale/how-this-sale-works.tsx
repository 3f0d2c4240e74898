import type { SaleSnapshot } from "@/lib/domain";
import { formatMoment, zoneCity } from "./format-wall-time";
import styles from "./sale-page.module.css";

/** The sale's rules in four lines, written before anybody has to know them. */
export function HowThisSaleWorks({ sale }: { readonly sale: SaleSnapshot }) {
  const city = zoneCity(sale.timeZone);
  const minutes = Math.round(sale.paymentWindowSeconds / 60);
  const toPay = minutes >= 1 ? `${minutes} minutes` : `${sale.paymentWindowSeconds} seconds`;
  return (
    <section className={styles.how}>
      <h2>How this sale works</h2>
      <ol className={styles.lines}>
        <li>
          {"It opens "}
          <time dateTime={new Date(sale.startsAtMs).toISOString()}>{formatMoment(sale.startsAtMs, sale.timeZone)}</time>
          {" and ends "}
          <time dateTime={new Date(sale.endsAtMs).toISOString()}>{formatMoment(sale.endsAtMs, sale.timeZone)}</time>
          {`, ${city} time, by the shop’s own clock. Your device’s clock does not matter.`}
        </li>
        <li>
          One click counts, once. Your place belongs to your account, so reloading, a second tab or closing the page is
          safe.
        </li>
        <li>{`A piece that is yours is held for ${toPay}. You are charged only when you pay.`}</li>
        <li>What is not paid for goes to the return line first, then to everybody. “All held” is not “sold out”.</li>
      </ol>
    </section>
  );
}
