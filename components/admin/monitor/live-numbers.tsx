import { formatMoney, type MonitorAnswer } from "@/lib/domain";
import { countRefusals, describeRefusals } from "./describe-refusals";
import styles from "./monitor-page.module.css";
import { Stat } from "./stat";
import type { Units } from "./total-units";

const words = {
  first: "Sold and left",
  sold: "Sold",
  left: "Left",
  held: "Held",
  line: "In line",
  intents: "Accepted, not booked",
  refused: "Refused",
  revenue: "Revenue",
  refusals: "Refused, by reason",
  noRefusals: "Nobody was refused.",
  unmet: (waiting: number, money: string | null) =>
    `${waiting} in the return line${money === null ? "" : ` = ${money}`} that could not be sold so far.`,
  items: "Items",
  item: "Item",
  stock: "Stock",
  unreleased: "Not released",
};

interface NumbersProps {
  readonly units: Units;
  readonly age: string;
}

/** What everybody asks for first. */
export function FirstNumbers({ units, age }: NumbersProps) {
  return (
    <dl className={styles.first}>
      <Stat large label={words.sold} value={String(units.sold)} age={age} testId="stat-sold" />
      <Stat large label={words.left} value={String(units.left)} age={age} testId="stat-left" />
    </dl>
  );
}

interface MoreNumbersProps extends NumbersProps {
  readonly monitor: MonitorAnswer;
  /** Others look at the screen too. */
  readonly hidesMoney: boolean;
}

export function MoreNumbers({ monitor, units, age, hidesMoney }: MoreNumbersProps) {
  return (
    <dl className={styles.more}>
      <Stat label={words.held} value={String(units.held)} age={age} testId="stat-held" />
      <Stat label={words.line} value={String(monitor.line)} age={age} />
      <Stat label={words.intents} value={String(monitor.intents)} age={age} />
      <Stat label={words.refused} value={String(countRefusals(monitor.refusals))} age={age} />
      {!hidesMoney && <Stat label={words.revenue} value={formatMoney(monitor.revenue)} age={age} />}
    </dl>
  );
}

/** Who went away empty, why, and what that is worth. */
export function Refusals({ monitor, hidesMoney }: Pick<MoreNumbersProps, "monitor" | "hidesMoney">) {
  const lines = describeRefusals(monitor.refusals);
  const { waiting, money } = monitor.unmet;
  return (
    <section className={styles.part} aria-labelledby="refusals">
      <h2 id="refusals">{words.refusals}</h2>
      {lines.length === 0 ? (
        <p className={styles.quiet}>{words.noRefusals}</p>
      ) : (
        <ul className={styles.lines}>
          {lines.map(({ code, reason, count }) => (
            <li key={code}>
              <span>{reason}</span>
              <span>{count}</span>
            </li>
          ))}
        </ul>
      )}
      {waiting > 0 && <p>{words.unmet(waiting, hidesMoney ? null : formatMoney(money))}</p>}
    </section>
  );
}

/** Each item by itself, where a sale has several. */
export function ItemNumbers({ items }: Pick<MonitorAnswer, "items">) {
  if (items.length < 2) return null;
  const hasUnreleased = items.some(({ unreleased }) => unreleased > 0);
  return (
    <section className={styles.part} aria-labelledby="items">
      <h2 id="items">{words.items}</h2>
      <div className={styles.scroller}>
        <table className={styles.items}>
          <thead>
            <tr>
              {[words.item, words.sold, words.held, words.left].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
              {hasUnreleased && <th scope="col">{words.unreleased}</th>}
              <th scope="col">{words.stock}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.sku}>
                <th scope="row">{item.sku}</th>
                <td>{item.sold}</td>
                <td>{item.held}</td>
                <td>{item.available}</td>
                {hasUnreleased && <td>{item.unreleased}</td>}
                <td>{item.stock}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
