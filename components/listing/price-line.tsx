import { formatMoney, type Money } from "@/lib/domain";
import { joinClasses } from "../ui/join-classes";
import { VisuallyHidden } from "../ui/visually-hidden";
import styles from "./price-line.module.css";

interface PriceLineProps {
  readonly price: Money;
  readonly regularPrice: Money | null;
  readonly lowestPrice30d: Money | null;
  readonly large?: boolean;
}

/** The price, the regular one, and the lowest of the last 30 days where the shop knows it. */
export function PriceLine({ price, regularPrice, lowestPrice30d, large = false }: PriceLineProps) {
  return (
    <p className={styles.price}>
      <span className={joinClasses(styles.now, large && styles.large)}>
        <VisuallyHidden>Sale price </VisuallyHidden>
        {formatMoney(price)}
      </span>
      {regularPrice !== null && (
        <span className={styles.regular}>
          <VisuallyHidden>Regular price </VisuallyHidden>
          <s>{formatMoney(regularPrice)}</s>
        </span>
      )}
      {lowestPrice30d !== null && (
        <span className={styles.lowest}>{`Lowest in 30 days ${formatMoney(lowestPrice30d)}`}</span>
      )}
    </p>
  );
}
