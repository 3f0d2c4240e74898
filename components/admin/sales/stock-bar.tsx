import styles from "./stock-bar.module.css";

interface StockBarProps {
  readonly sold: number;
  readonly held: number;
  readonly stock: number;
}

const words = {
  text: (sold: number, held: number, stock: number) =>
    held === 0 ? `${sold} of ${stock} sold` : `${sold} sold, ${held} held of ${stock}`,
  none: "No stock yet",
};

/** How far a sale has sold: in words, and as a bar with sold solid and held hatched. */
export function StockBar({ sold, held, stock }: StockBarProps) {
  if (stock === 0) return <span className={styles.none}>{words.none}</span>;
  const percent = (units: number) => `${Math.min(100, (units / stock) * 100)}%`;
  return (
    <span className={styles.stock}>
      {words.text(sold, held, stock)}
      <span className={styles.bar} aria-hidden="true">
        <span className={styles.sold} style={{ width: percent(sold) }} />
        <span className={styles.held} style={{ width: percent(held) }} />
      </span>
    </span>
  );
}
