"use client";

import { type AdminSaleSummary, formatMoney } from "@/lib/domain";
import { zoneCity } from "../../sale/format-wall-time";
import { ProductPicture } from "../../ui/product-picture";
import { type Column, DataTable, type Sorting } from "../ui/data-table";
import { Moment } from "../ui/moment";
import { actsOfSale, type SaleAct } from "./acts-of-sale";
import { PhaseChip } from "./phase-chip";
import { type RowAct, RowMenu } from "./row-menu";
import { isRunning } from "./sale-phase-looks";
import { SaleSpan } from "./sale-span";
import styles from "./sales-table.module.css";
import { PauseButton } from "./steering/pause-button";
import type { Steering } from "./steering/use-steering";
import { StockBar } from "./stock-bar";
import { thumbUrl } from "./thumb-url";
import { useChangedRows } from "./use-changed-rows";

/** What needs a sheet to be asked first. */
export type AskedAct = "duplicate" | "end" | "cancel";

const words = {
  caption: "Sales, one a row",
  sale: "Sale",
  state: "State",
  span: (zone: string) => `Start – end (${zone})`,
  price: "Price",
  stock: "Sold and held",
  revenue: "Revenue",
  owner: (name: string) => `Owner: ${name}`,
  changed: "Last change",
  acts: "Acts",
};

const actTitles: Readonly<Record<SaleAct, string>> = {
  live: "Open live",
  edit: "Edit",
  preview: "Preview",
  duplicate: "Duplicate with new start…",
  pause: "Pause",
  resume: "Resume",
  end: "End now…",
  cancel: "Cancel…",
};

interface SalesTableProps {
  readonly sales: readonly AdminSaleSummary[];
  readonly timeZone: string;
  readonly sorting: Sorting;
  readonly steering: Steering;
  readonly busy: boolean;
  readonly onAsk: (act: AskedAct, slug: string) => void;
}

/** Sales as rows; what runs comes first and carries its pause button. */
export function SalesTable({ sales, timeZone, sorting, steering, busy, onAsk }: SalesTableProps) {
  const changes = useChangedRows(sales, keyOf, markOf);
  return (
    <DataTable
      caption={words.caption}
      columns={columnsOf(timeZone, steering, onAsk)}
      rows={sales}
      keyOf={keyOf}
      isLive={({ phase }) => isRunning(phase)}
      changesOf={(sale) => changes.get(sale.slug) ?? 0}
      sorting={sorting}
      busy={busy}
    />
  );
}

function keyOf({ slug }: AdminSaleSummary): string {
  return slug;
}

/** What a person would call a change of the row. */
function markOf({ version, phase, sold, held, stock }: AdminSaleSummary): string {
  return [version, phase, sold, held, stock].join(" ");
}

function columnsOf(
  timeZone: string,
  steering: Steering,
  onAsk: SalesTableProps["onAsk"],
): readonly Column<AdminSaleSummary>[] {
  return [
    { key: "sale", title: words.sale, sort: "title", isHeader: true, render: (sale) => <SaleName sale={sale} /> },
    {
      key: "state",
      title: words.state,
      render: ({ phase, status }) => <PhaseChip phase={phase} paused={status === "paused"} />,
    },
    {
      key: "span",
      title: words.span(zoneCity(timeZone)),
      sort: "start",
      render: ({ startsAt, endsAt }) => <SaleSpan startsAt={startsAt} endsAt={endsAt} timeZone={timeZone} />,
    },
    { key: "price", title: words.price, align: "end", render: ({ price }) => formatMoney(price) },
    {
      key: "stock",
      title: words.stock,
      sort: "sold",
      render: ({ sold, held, stock }) => <StockBar sold={sold} held={held} stock={stock} />,
    },
    {
      key: "revenue",
      title: words.revenue,
      sort: "revenue",
      align: "end",
      render: ({ revenue }) => formatMoney(revenue),
    },
    {
      key: "changed",
      title: words.changed,
      sort: "updated",
      wideOnly: true,
      render: ({ updatedAt, owner }) => (
        <span className={styles.change}>
          <Moment at={updatedAt} timeZone={timeZone} />
          {owner !== null && <span className={styles.by}>{words.owner(owner.name)}</span>}
        </span>
      ),
    },
    {
      key: "acts",
      title: words.acts,
      align: "end",
      render: (sale) => (
        <span className={styles.acts}>
          {isRunning(sale.phase) && (
            <PauseButton
              sale={{ slug: sale.slug, title: sale.title, paused: sale.status === "paused" }}
              steering={steering}
            />
          )}
          <RowMenu about={sale.title} acts={menuOf(sale, steering, onAsk)} />
        </span>
      ),
    },
  ];
}

function SaleName({ sale }: { readonly sale: AdminSaleSummary }) {
  const { slug, title, image } = sale;
  return (
    <span className={styles.sale}>
      <span className={styles.thumb}>
        <ProductPicture
          image={image === null ? null : { ...image, url: thumbUrl(image.url) }}
          name={title}
          sizes="32px"
          decorative
          grey={sale.phase === "ended" || sale.phase === "cancelled"}
        />
      </span>
      <span className={styles.name}>
        <a href={`/admin/sales/${slug}`}>{title}</a>
        <span className={styles.slug}>{slug}</span>
      </span>
    </span>
  );
}

function menuOf(sale: AdminSaleSummary, steering: Steering, onAsk: SalesTableProps["onAsk"]): readonly RowAct[] {
  const acts = actsOfSale({ phase: sale.phase, paused: sale.status === "paused" });
  return acts.map((act) => rowActOf(act, sale, steering, onAsk));
}

function rowActOf(act: SaleAct, sale: AdminSaleSummary, steering: Steering, onAsk: SalesTableProps["onAsk"]): RowAct {
  const { slug, phase } = sale;
  const title = actTitles[act];
  switch (act) {
    case "live":
      return { title, href: `/admin/sales/${slug}/live` };
    case "edit":
      return { title, href: `/admin/sales/${slug}` };
    case "preview":
      // A draft has no page yet; its editor draws it.
      return { title, href: phase === "draft" ? `/admin/sales/${slug}#preview` : `/sales/${slug}` };
    case "pause":
      return { title, onAct: () => void steering.pause(sale) };
    case "resume":
      return { title, onAct: () => void steering.resume(sale) };
    case "duplicate":
    case "end":
    case "cancel":
      return { title, onAct: () => onAsk(act, slug) };
  }
}
