import { useId } from "react";
import { formatExactTime } from "../../sale/format-wall-time";
import { plotHeight, plotSamples, plotWidth } from "./plot-samples";
import { pickSamples, type Sample } from "./samples";
import styles from "./stock-chart.module.css";

interface StockChartProps {
  readonly samples: readonly Sample[];
  readonly timeZone: string;
}

const words = {
  title: "Sold and held against the stock",
  describe: (sample: Sample, at: string) =>
    `At ${at}: ${sample.sold} sold and ${sample.held} held of ${sample.stock}. The table below has the numbers.`,
  sold: "sold",
  held: "held",
  stock: "stock",
  table: "The chart as a table",
  time: "Time",
};

const rowsMax = 12;

/** Drawn from what was seen since the page was opened, one step a second. Nothing moves by itself. */
export function StockChart({ samples, timeZone }: StockChartProps) {
  const hatch = useId();
  const plot = plotSamples(samples);
  const last = samples.at(-1);
  if (plot === null || last === undefined) return null;
  const timeOf = (second: number) => formatExactTime(second * 1_000, timeZone);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.legend}>
        <span className={styles.title}>{words.title}</span>
        <span className={styles.key} data-of="sold">
          {words.sold}
        </span>
        <span className={styles.key} data-of="held">
          {words.held}
        </span>
        <span className={styles.key} data-of="stock">
          {words.stock}
        </span>
      </figcaption>
      <div className={styles.plot}>
        <span className={styles.top}>{plot.top}</span>
        <svg
          role="img"
          aria-label={words.describe(last, timeOf(last.second))}
          viewBox={`0 0 ${plotWidth} ${plotHeight}`}
          preserveAspectRatio="none"
          className={styles.drawing}
        >
          <defs>
            <pattern id={hatch} width="8" height="4" patternUnits="userSpaceOnUse">
              <path d="M0 4L8 0" className={styles.hatchLine} />
            </pattern>
          </defs>
          <path d={plot.held} fill={`url(#${hatch})`} className={styles.held} />
          <path d={plot.sold} className={styles.sold} />
          <path d={plot.stock} className={styles.stock} />
        </svg>
        <p className={styles.times}>
          <span>{timeOf(plot.from)}</span>
          <span>{timeOf(plot.to)}</span>
        </p>
      </div>
      <details className={styles.details}>
        <summary>{words.table}</summary>
        <table className={styles.table}>
          <caption className={styles.caption}>{words.title}</caption>
          <thead>
            <tr>
              {[words.time, words.sold, words.held, words.stock].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pickSamples(samples, rowsMax).map((sample) => (
              <tr key={sample.second}>
                <th scope="row">{timeOf(sample.second)}</th>
                <td>{sample.sold}</td>
                <td>{sample.held}</td>
                <td>{sample.stock}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
