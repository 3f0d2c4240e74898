import { Icon } from "../../ui/icon";
import styles from "./monitor-page.module.css";
import { addsUp, type Units } from "./total-units";

interface SumCheckProps {
  readonly units: Units;
  /** What the shop says of it: it also knows of units given twice. */
  readonly sumOk: boolean;
}

const words = {
  sum: ({ sold, held, left, unreleased, stock }: Units) =>
    `${sold} sold + ${held} held + ${left} left${unreleased > 0 ? ` + ${unreleased} not released` : ""} = ${stock}`,
  right: "adds up",
  wrong: "does not add up",
};

/** Whether every unit is in exactly one place; always in sight. */
export function SumCheck({ units, sumOk }: SumCheckProps) {
  const right = sumOk && addsUp(units);
  return (
    <p className={styles.sum} data-right={right ? "" : undefined}>
      {words.sum(units)}
      <Icon name={right ? "check" : "cross"} size={16} />
      <span>{right ? words.right : words.wrong}</span>
    </p>
  );
}
