"use client";

import type { AdminSaleSummary } from "@/lib/domain";
import { PhaseChip } from "./phase-chip";
import styles from "./running-strip.module.css";
import { PauseButton } from "./steering/pause-button";
import type { Steering } from "./steering/use-steering";
import { StockBar } from "./stock-bar";

const words = {
  label: "Running now",
  watch: (title: string) => `Watch ${title}`,
  more: (count: number) => `${count} more run now`,
};
const shownMax = 3;

interface RunningStripProps {
  readonly sales: readonly AdminSaleSummary[];
  readonly steering: Steering;
}

/** What sells now, on every view whose list does not begin with it anyway: the pause button is never out of sight. */
export function RunningStrip({ sales, steering }: RunningStripProps) {
  if (sales.length === 0) return null;
  return (
    <section aria-label={words.label} className={styles.strip}>
      <ul>
        {sales.slice(0, shownMax).map((sale) => (
          <li key={sale.slug} className={styles.sale}>
            <PhaseChip phase={sale.phase} />
            <a className={styles.title} href={`/admin/sales/${sale.slug}/live`} aria-label={words.watch(sale.title)}>
              {sale.title}
            </a>
            <StockBar sold={sale.sold} held={sale.held} stock={sale.stock} />
            <PauseButton
              sale={{ slug: sale.slug, title: sale.title, paused: sale.status === "paused" }}
              steering={steering}
            />
          </li>
        ))}
      </ul>
      {sales.length > shownMax && (
        <a className={styles.more} href="/admin?tab=live">
          {words.more(sales.length - shownMax)}
        </a>
      )}
    </section>
  );
}
