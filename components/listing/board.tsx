"use client";

import { type ReactNode, useCallback, useMemo } from "react";
import { useServerClock } from "../sale/use-server-clock";
import { useTimeZone } from "../shell/use-time-zone";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { VisuallyHidden } from "../ui/visually-hidden";
import styles from "./board.module.css";
import { LeadSale } from "./lead-sale";
import { arrangeSales, type ListedSale, nextTickAtMs, saleAt } from "./listed-sale";
import { SaleRow } from "./sale-row";
import { useListing } from "./use-listing";
import { useNow } from "./use-now";

const words = {
  now: "Now",
  next: "Next",
  ended: "Just ended",
  count: (count: number) => (count === 1 ? "1 sale" : `${count} sales`),
  stale: "Live status is unavailable; times are still right.",
  staleNext: "We keep trying. A sale’s own page tells its state as well.",
  empty: "No sales right now.",
  emptyNext: "The next one appears here by itself.",
  look: "Look again",
  open: (titles: string) => `Open now: ${titles}.`,
};

interface BoardProps {
  /** What the static page was made of; shown until the server has told more. */
  readonly made: readonly ListedSale[];
}

/** All sales by time: live, next, just ended. Moves them on by the server's clock without a reload. */
export function Board({ made }: BoardProps) {
  const listing = useListing(made);
  const clock = useServerClock();
  const ownZone = useTimeZone();
  const { sales } = listing;
  const nextTickAt = useCallback((nowMs: number) => nextTickAtMs(sales, nowMs), [sales]);
  const nowMs = useNow(clock, nextTickAt);
  const { now, next, ended } = useMemo(
    () => arrangeSales(nowMs === null ? sales : sales.map((sale) => saleAt(sale, nowMs))),
    [sales, nowMs],
  );
  const lead = now[0] ?? next[0];
  const rest = { nowMs, ownZone };

  return (
    <>
      <VisuallyHidden>
        <span role="status" aria-atomic="true">
          {nowMs !== null && now.length > 0 && words.open(now.map((sale) => sale.title).join(", "))}
        </span>
      </VisuallyHidden>
      {listing.stale && (
        <Notice tone="wait" role="status" title={words.stale}>
          <p>{words.staleNext}</p>
        </Notice>
      )}
      {lead === undefined && (
        <section className={styles.section}>
          <h2 className={styles.label}>{words.now}</h2>
          <div className={styles.empty}>
            <p className={styles.emptyTitle}>{words.empty}</p>
            <p>{words.emptyNext}</p>
            <Button onClick={listing.refresh}>{words.look}</Button>
          </div>
        </section>
      )}
      {now.length > 0 && (
        <BoardSection title={words.now} count={now.length} sales={now.slice(1)} {...rest}>
          {lead !== undefined && <LeadSale sale={lead} {...rest} />}
        </BoardSection>
      )}
      {next.length > 0 && (
        <BoardSection title={words.next} count={next.length} sales={now.length > 0 ? next : next.slice(1)} {...rest}>
          {now.length === 0 && lead !== undefined && <LeadSale sale={lead} {...rest} />}
        </BoardSection>
      )}
      {ended.length > 0 && <BoardSection title={words.ended} count={ended.length} sales={ended} {...rest} />}
    </>
  );
}

interface BoardSectionProps {
  readonly title: string;
  readonly count: number;
  readonly sales: readonly ListedSale[];
  readonly nowMs: number | null;
  readonly ownZone: string | null;
  /** The lead of the section, above its rows. */
  readonly children?: ReactNode;
}

function BoardSection({ title, count, sales, nowMs, ownZone, children }: BoardSectionProps) {
  return (
    <section className={styles.section}>
      <h2 className={styles.label}>
        {title}
        <span className={styles.count}>{words.count(count)}</span>
      </h2>
      <div>
        {children !== undefined && children !== false && <div className={styles.lead}>{children}</div>}
        {sales.length > 0 && (
          <ul className={styles.rows}>
            {sales.map((sale) => (
              <li key={sale.slug}>
                <SaleRow sale={sale} nowMs={nowMs} ownZone={ownZone} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
