"use client";

import { useMemo, useState } from "react";
import type { AdminOrderRow, AdminOrdersAnswer } from "@/lib/domain";
import { formatMoney } from "@/lib/domain";
import { Button } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { Notice } from "../../ui/notice";
import { useSettings } from "../frame/use-settings";
import { AdminPage } from "../ui/admin-page";
import { type Column, DataTable } from "../ui/data-table";
import { ListBody } from "../ui/list-body";
import { Moment } from "../ui/moment";
import { Pager } from "../ui/pager";
import { TabLinks } from "../ui/tab-links";
import { UrlLink } from "../ui/url-link";
import { useKept } from "../ui/use-kept";
import { type UrlStateControl, useUrlState } from "../ui/use-url-state";
import { mergeRows } from "./merge-rows";
import { OrderDrawer } from "./order-drawer";
import { OrderFilters } from "./order-filters";
import { orderStateLooks } from "./order-state";
import styles from "./orders-page.module.css";
import { type OrdersView, ordersQuery, ordersViewDefaults } from "./orders-query";
import { RefundSheet } from "./refund-sheet";
import { useAdminOrders } from "./use-admin-orders";

const words = {
  title: "Orders",
  tabs: "Orders by state",
  all: "All",
  caption: "Orders, one a row",
  noun: "orders",
  none: "No orders match",
  noneMeaning: "Nothing was ordered under these filters.",
  clear: "Clear the filters",
  nothingYet: "No orders yet",
  nothingYetMeaning: "Orders appear here as soon as somebody has bought.",
  show: (count: number) => `${count} new · Show`,
  chosen: (count: number) => `${count} chosen`,
  refund: "Refund…",
};

const tabStates = ["reserved", "paying", "paid", "refunding", "refunded", "expired", "left", "cancelled"] as const;

/** Every order of every sale: found, filtered, opened, refunded and exported. */
export function OrdersPage() {
  const { answer: settings } = useSettings();
  const timeZone = settings?.timeZone ?? "UTC";
  const view = useUrlState(ordersViewDefaults);
  const query = ordersQuery(view.state, timeZone, "page");
  const polled = useAdminOrders(query);
  const { kept, isOld } = useKept(polled.answer);
  const isFiltered = ordersQuery(ordersViewDefaults, timeZone, "rows") !== ordersQuery(view.state, timeZone, "rows");

  return (
    <AdminPage title={words.title}>
      <TabLinks
        label={words.tabs}
        current={view.state.state}
        tabs={[
          {
            key: "all",
            title: words.all,
            count: kept?.counts.all ?? null,
            href: view.hrefOf({ state: "all", page: "1" }),
          },
          ...tabStates.map((key) => ({
            key,
            title: orderStateLooks[key].title,
            count: kept?.counts[key] ?? null,
            href: view.hrefOf({ state: key, page: "1" }),
          })),
        ]}
        onGo={(state) => view.go({ state, page: "1" })}
      />
      <OrderFilters view={view} timeZone={timeZone} />
      <ListBody
        loading={kept === null}
        problem={polled.problem}
        unreachable={polled.unreachable}
        answeredAtMs={polled.answeredAtMs}
        empty={kept !== null && kept.total === 0 ? <NoOrders isFiltered={isFiltered} view={view} /> : null}
      >
        {kept !== null && (
          <Rows
            // Another view is another list: what was shown or chosen in the old one counts no more.
            key={query}
            answer={kept}
            busy={isOld}
            view={view}
            timeZone={timeZone}
            onChanged={() => void polled.mutate()}
          />
        )}
      </ListBody>
      <OrderDrawer
        orderId={view.state.order === "" ? null : view.state.order}
        timeZone={timeZone}
        onClose={() => view.go({ order: "" })}
        onChanged={() => void polled.mutate()}
      />
    </AdminPage>
  );
}

interface ViewProps {
  readonly view: UrlStateControl<OrdersView>;
}

function NoOrders({ isFiltered, view }: ViewProps & { readonly isFiltered: boolean }) {
  if (!isFiltered) {
    return (
      <Notice title={words.nothingYet}>
        <p>{words.nothingYetMeaning}</p>
      </Notice>
    );
  }
  return (
    <Notice
      title={words.none}
      actions={<Button onClick={() => view.go({ ...ordersViewDefaults })}>{words.clear}</Button>}
    >
      <p>{words.noneMeaning}</p>
    </Notice>
  );
}

interface RowsProps extends ViewProps {
  readonly answer: AdminOrdersAnswer;
  readonly busy: boolean;
  readonly timeZone: string;
  readonly onChanged: () => void;
}

function Rows({ answer, busy, view, timeZone, onChanged }: RowsProps) {
  const [shown, setShown] = useState(answer.orders);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [refunding, setRefunding] = useState(false);
  const { rows, news } = mergeRows(shown, answer.orders);
  const columns = useMemo(() => columnsOf(view, timeZone), [view, timeZone]);
  const { sort, direction } = view.state;

  function toggle(key: string, selected: boolean): void {
    const next = new Set(chosen);
    if (selected) next.add(key);
    else next.delete(key);
    setChosen(next);
  }

  return (
    <>
      <div className={styles.news} role="status">
        {news > 0 && <Button onClick={() => setShown(answer.orders)}>{words.show(news)}</Button>}
        {chosen.size > 0 && (
          <>
            <span>{words.chosen(chosen.size)}</span>
            <Button onClick={() => setRefunding(true)}>{words.refund}</Button>
          </>
        )}
      </div>
      <DataTable
        caption={words.caption}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.id}
        busy={busy}
        sorting={{
          by: sort,
          direction: direction === "asc" ? "asc" : "desc",
          hrefOf: (by, way) => view.hrefOf({ sort: by, direction: way, page: "1" }),
          onSort: (by, way) => view.go({ sort: by, direction: way, page: "1" }),
        }}
        selection={{
          keys: chosen,
          onToggle: toggle,
          onToggleAll: (selected) => setChosen(new Set(selected ? rows.map((row) => row.id) : [])),
          labelOf: (key) => rows.find((row) => row.id === key)?.number ?? key,
        }}
      />
      <Pager
        page={answer.page}
        pages={answer.pages}
        total={answer.total}
        noun={words.noun}
        hrefOf={(page) => view.hrefOf({ page: String(page) })}
        onGo={(page) => view.go({ page: String(page) })}
      />
      <RefundSheet
        open={refunding}
        orders={rows.filter((row) => chosen.has(row.id))}
        onClose={() => setRefunding(false)}
        onDone={() => {
          setChosen(new Set());
          onChanged();
        }}
      />
    </>
  );
}

function columnsOf(view: UrlStateControl<OrdersView>, timeZone: string): readonly Column<AdminOrderRow>[] {
  return [
    {
      key: "number",
      title: "Number",
      isHeader: true,
      render: ({ id, number }) => (
        <UrlLink className={styles.number} href={view.hrefOf({ order: id })} onGo={() => view.go({ order: id })}>
          {number}
        </UrlLink>
      ),
    },
    {
      key: "state",
      title: "State",
      render: ({ state }) => {
        const { title, tone, shape } = orderStateLooks[state];
        return (
          <Chip tone={tone} shape={shape}>
            {title}
          </Chip>
        );
      },
    },
    { key: "buyer", title: "Buyer", render: ({ buyer }) => buyer.email },
    {
      key: "sale",
      title: "Sale",
      render: ({ saleSlug, saleTitle }) => <a href={`/admin/sales/${saleSlug}`}>{saleTitle}</a>,
    },
    { key: "amount", title: "Amount", sort: "amount", align: "end", render: ({ amount }) => formatMoney(amount) },
    {
      key: "placed",
      title: "Placed",
      sort: "placed",
      render: ({ placedAt }) => <Moment at={placedAt} timeZone={timeZone} />,
    },
    {
      key: "payBy",
      title: "Hold ends",
      sort: "payBy",
      wideOnly: true,
      render: ({ payBy }) => (payBy === null ? "–" : <Moment at={payBy} timeZone={timeZone} />),
    },
    {
      key: "payment",
      title: "Payment",
      wideOnly: true,
      render: ({ paymentRef }) => <span className={styles.reference}>{paymentRef ?? "–"}</span>,
    },
  ];
}
