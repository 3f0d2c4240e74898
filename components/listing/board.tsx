"use client";

import { type ReactNode, useCallback, useMemo } from "react";
import { type ReminderOpening, useReminderOpener } from "../reminder/use-reminder-opener";
import { useServerClock } from "../sale/use-server-clock";
import { useTimeZone } from "../shell/use-time-zone";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { VisuallyHidden } from "../ui/visually-hidden";
import { formatList } from "../words/format-list";
import { useWords } from "../words/provide-words";
import styles from "./board.module.css";
import { LeadSale } from "./lead-sale";
import { arrangeSales, type ListedSale, nextTickAtMs, saleAt } from "./listed-sale";
import { SaleRow } from "./sale-row";
import { useListing } from "./use-listing";
import { useNow } from "./use-now";

interface BoardProps {
  /** What the static page was made of; shown until the server has told more. */
  readonly made: readonly ListedSale[];
}

/** All sales by time: live, next, just ended. Moves them on by the server's clock without a reload. */
export function Board({ made }: BoardProps) {
  const say = useWords("listing");
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
  const reminder = useReminderOpener();
  const rest = { nowMs, ownZone, reminder };

  return (
    <>
      <VisuallyHidden>
        <span role="status" aria-atomic="true">
          {nowMs !== null &&
            now.length > 0 &&
            say.listing.openNow({
              titles: formatList(
                now.map((sale) => sale.title),
                say.locale,
              ),
            })}
        </span>
      </VisuallyHidden>
      {listing.stale && (
        <Notice tone="wait" role="status" title={say.listing.stale}>
          <p>{say.listing.staleNext}</p>
        </Notice>
      )}
      {lead === undefined && (
        <section className={styles.section}>
          <h2 className={styles.label}>{say.listing.now}</h2>
          <div className={styles.empty}>
            <p className={styles.emptyTitle}>{say.listing.empty}</p>
            <p>{say.listing.emptyNext}</p>
            <Button onClick={listing.refresh}>{say.listing.lookAgain}</Button>
          </div>
        </section>
      )}
      {now.length > 0 && (
        <BoardSection title={say.listing.now} count={now.length} sales={now.slice(1)} {...rest}>
          {lead !== undefined && <LeadSale sale={lead} {...rest} />}
        </BoardSection>
      )}
      {next.length > 0 && (
        <BoardSection
          title={say.listing.next}
          count={next.length}
          sales={now.length > 0 ? next : next.slice(1)}
          {...rest}
        >
          {now.length === 0 && lead !== undefined && <LeadSale sale={lead} {...rest} />}
        </BoardSection>
      )}
      {ended.length > 0 && <BoardSection title={say.listing.justEnded} count={ended.length} sales={ended} {...rest} />}
      {reminder.dialog}
    </>
  );
}

interface BoardSectionProps {
  readonly title: string;
  readonly count: number;
  readonly sales: readonly ListedSale[];
  readonly nowMs: number | null;
  readonly ownZone: string | null;
  readonly reminder: ReminderOpening;
  /** The lead of the section, above its rows. */
  readonly children?: ReactNode;
}

function BoardSection({ title, count, sales, nowMs, ownZone, reminder, children }: BoardSectionProps) {
  const say = useWords("listing");
  return (
    <section className={styles.section}>
      <h2 className={styles.label}>
        {title}
        <span className={styles.count}>{say.listing.count({ count })}</span>
      </h2>
      <div>
        {children !== undefined && children !== false && <div className={styles.lead}>{children}</div>}
        {sales.length > 0 && (
          <ul className={styles.rows}>
            {sales.map((sale) => (
              <li key={sale.slug}>
                <SaleRow sale={sale} nowMs={nowMs} ownZone={ownZone} reminder={reminder} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
