"use client";

import { useCallback, useMemo, useState } from "react";
import type { AdminSaleSummary } from "@/lib/domain";
import { Button } from "../../ui/button";
import { ButtonLink } from "../../ui/button-link";
import { Notice } from "../../ui/notice";
import { useShopNow } from "../editor/use-shop-now";
import { useSettings } from "../frame/use-settings";
import { AdminPage } from "../ui/admin-page";
import { ListBody } from "../ui/list-body";
import { Pager } from "../ui/pager";
import { SearchField } from "../ui/search-field";
import { TabLinks } from "../ui/tab-links";
import { useKept } from "../ui/use-kept";
import { type UrlStateControl, useUrlState } from "../ui/use-url-state";
import { SalesCalendar } from "./calendar/sales-calendar";
import { NoSales } from "./no-sales";
import { RunningStrip } from "./running-strip";
import { isRunning } from "./sale-phase-looks";
import { SaleSheets } from "./sale-sheets";
import styles from "./sales-page.module.css";
import { type AskedAct, SalesTable } from "./sales-table";
import {
  countOf,
  exportQuery,
  findSalesTab,
  isNarrowed,
  isPhaseOf,
  pagesOf,
  type SalesView,
  salesTabs,
  salesViewDefaults,
  tableQuery,
} from "./sales-view";
import { useSteering } from "./steering/use-steering";
import { useAdminSales } from "./use-admin-sales";
import { ViewSwitch } from "./view-switch";

const words = {
  title: "Sales",
  create: "New sale",
  importSales: "Import CSV",
  exportSales: "Export CSV",
  tabs: "Sales by state",
  search: "Title or slug",
  noun: "sales",
  none: "No sales match",
  noneMeaning: "Nothing here has this state and name.",
  clear: "Show all sales",
};

/** Today and "in the past" need no finer clock. */
const clockStepMs = 10_000;

/** The front page of the admin: every sale, what runs first, as a table or a calendar. */
export function SalesPage() {
  const { answer: settings } = useSettings();
  const timeZone = settings?.timeZone ?? "UTC";
  const view = useUrlState(salesViewDefaults);
  const { show } = view.state;
  const nowMs = useShopNow(clockStepMs);
  const everything = useAdminSales("");
  const table = useAdminSales(tableQuery(view.state));
  const refresh = useCallback(() => {
    void everything.mutate();
    void table.mutate();
  }, [everything.mutate, table.mutate]);
  const steering = useSteering(refresh);
  const [asked, setAsked] = useState<{ readonly act: AskedAct; readonly slug: string } | null>(null);
  const { kept, isOld } = useKept(table.answer);
  const isCalendar = show === "month" || show === "week";
  const found = [...(kept?.sales ?? []), ...(everything.answer?.sales ?? [])];
  const askedSale = found.find(({ slug }) => slug === asked?.slug);

  return (
    <AdminPage title={words.title} beside={<PageActs view={view.state} />}>
      {!listsRunningFirst(view.state) && (
        <RunningStrip
          sales={(everything.answer?.sales ?? []).filter(({ phase }) => isRunning(phase))}
          steering={steering}
        />
      )}
      <TabLinks
        label={words.tabs}
        current={findSalesTab(view.state.tab).key}
        tabs={salesTabs.map((tab) => ({
          key: tab.key,
          title: tab.title,
          count: kept === null ? null : countOf(tab, kept.counts),
          href: view.hrefOf({ tab: tab.key, page: "1" }),
        }))}
        onGo={(tab) => view.go({ tab, page: "1" })}
      />
      <div className={styles.filters}>
        <SearchField
          id="sales-search"
          label={words.search}
          value={view.state.q}
          onSearch={(q) => view.go({ q, page: "1" }, "replace")}
        />
        <ViewSwitch view={view} />
      </div>
      {isCalendar ? (
        <SalesCalendar view={view} by={show} timeZone={timeZone} nowMs={nowMs} />
      ) : (
        <ListBody
          loading={kept === null}
          problem={table.problem}
          unreachable={table.unreachable}
          answeredAtMs={table.answeredAtMs}
          empty={null}
        >
          {kept !== null && (
            <Rows
              sales={kept.sales}
              total={countOf(findSalesTab(view.state.tab), kept.counts)}
              pages={kept.pages}
              busy={isOld}
              view={view}
              timeZone={timeZone}
              steering={steering}
              onAsk={(act, slug) => setAsked({ act, slug })}
            />
          )}
        </ListBody>
      )}
      <SaleSheets
        asked={asked === null || askedSale === undefined ? null : { act: asked.act, sale: askedSale }}
        steering={steering}
        nowMs={nowMs}
        onClose={() => setAsked(null)}
      />
    </AdminPage>
  );
}

/** The table of all and that of the live ones begin with what runs. */
function listsRunningFirst({ show, tab, page, q }: SalesView): boolean {
  return show === "table" && page === "1" && q === "" && isPhaseOf(findSalesTab(tab), "live");
}

function PageActs({ view }: { readonly view: SalesView }) {
  const csv = exportQuery(view);
  return (
    <>
      <ButtonLink kind="solid" href="/admin/sales/new">
        {words.create}
      </ButtonLink>
      <ButtonLink href="/admin/sales/import">{words.importSales}</ButtonLink>
      {csv !== null && <a href={`/api/admin/sales.csv${csv}`}>{words.exportSales}</a>}
    </>
  );
}

interface RowsProps {
  readonly sales: readonly AdminSaleSummary[];
  readonly total: number;
  readonly pages: number;
  readonly busy: boolean;
  readonly view: UrlStateControl<SalesView>;
  readonly timeZone: string;
  readonly steering: ReturnType<typeof useSteering>;
  readonly onAsk: (act: AskedAct, slug: string) => void;
}

function Rows({ sales, total, pages, busy, view, timeZone, steering, onAsk }: RowsProps) {
  const tab = findSalesTab(view.state.tab);
  const rows = useMemo(() => sales.filter(({ phase }) => isPhaseOf(tab, phase)), [sales, tab]);
  if (total === 0 && !isNarrowed(view.state)) return <NoSales />;
  if (total === 0) {
    return (
      <Notice
        title={words.none}
        actions={<Button onClick={() => view.go({ tab: "all", q: "", page: "1" })}>{words.clear}</Button>}
      >
        <p>{words.noneMeaning}</p>
      </Notice>
    );
  }
  const { sort, direction, page } = view.state;
  return (
    <>
      <SalesTable
        sales={rows}
        timeZone={timeZone}
        steering={steering}
        busy={busy}
        onAsk={onAsk}
        sorting={{
          by: sort,
          direction: direction === "asc" ? "asc" : "desc",
          hrefOf: (by, way) => view.hrefOf({ sort: by, direction: way, page: "1" }),
          onSort: (by, way) => view.go({ sort: by, direction: way, page: "1" }),
        }}
      />
      <Pager
        page={Number(page)}
        pages={pagesOf(tab, { pages }, total)}
        total={total}
        noun={words.noun}
        hrefOf={(next) => view.hrefOf({ page: String(next) })}
        onGo={(next) => view.go({ page: String(next) })}
      />
    </>
  );
}
