import styles from "./stat.module.css";

interface StatProps {
  readonly label: string;
  readonly value: string;
  /** The age of the number: "as of 12:00:03". */
  readonly age: string;
  /** Sold and left are what everybody asks for first. */
  readonly large?: boolean;
  readonly testId?: string;
}

/** One number with its name and its age. Stands in a `dl`. */
export function Stat({ label, value, age, large = false, testId }: StatProps) {
  return (
    <div className={styles.stat} data-large={large ? "" : undefined}>
      <dt>{label}</dt>
      <dd className={styles.value} data-testid={testId}>
        {value}
      </dd>
      <dd className={styles.age}>{age}</dd>
    </div>
  );
}
