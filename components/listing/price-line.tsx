import type { Money } from "@/lib/domain";
import { joinClasses } from "../ui/join-classes";
import { VisuallyHidden } from "../ui/visually-hidden";
import type { WordsFor } from "../words/provide-words";
import { sayMoney } from "../words/say-money";
import styles from "./price-line.module.css";

interface PriceLineProps {
  readonly price: Money;
  readonly regularPrice: Money | null;
  readonly lowestPrice30d: Money | null;
  readonly large?: boolean;
  readonly say: WordsFor<"price">;
}

/** The price, the regular one, and the lowest of the last 30 days where the shop knows it. */
export function PriceLine({ price, regularPrice, lowestPrice30d, large = false, say }: PriceLineProps) {
  return (
    <p className={styles.price}>
      <span className={joinClasses(styles.now, large && styles.large)}>
        <VisuallyHidden>{say.price.sale}</VisuallyHidden>
        {sayMoney(price, say.locale)}
      </span>
      {regularPrice !== null && (
        <span className={styles.regular}>
          <VisuallyHidden>{say.price.regular}</VisuallyHidden>
          <s>{sayMoney(regularPrice, say.locale)}</s>
        </span>
      )}
      {lowestPrice30d !== null && (
        <span className={styles.lowest}>{say.price.lowest({ price: sayMoney(lowestPrice30d, say.locale) })}</span>
      )}
    </p>
  );
}
