"use client";

import styles from "../ui/filters.module.css";
import { Labelled } from "../ui/labelled";
import { SearchField } from "../ui/search-field";
import type { UrlStateControl } from "../ui/use-url-state";
import { type OrdersView, ordersQuery } from "./orders-query";

const words = {
  search: "Number, order id or e-mail",
  sale: "Sale (slug)",
  from: "Placed from",
  to: "Placed until",
  export: "CSV of these orders",
  exportForExcel: "CSV for Excel",
};

interface OrderFiltersProps {
  readonly view: UrlStateControl<OrdersView>;
  readonly timeZone: string;
}

/** What narrows the list, and the list as a file: exactly the rows the filters leave. */
export function OrderFilters({ view, timeZone }: OrderFiltersProps) {
  const { q, sale, from, to } = view.state;
  const query = ordersQuery(view.state, timeZone, "rows");
  const narrow = (change: Partial<OrdersView>) => view.go({ ...change, page: "1" }, "replace");
  return (
    <search className={styles.filters}>
      <div className={styles.search}>
        <SearchField id="orders-search" label={words.search} value={q} onSearch={(text) => narrow({ q: text })} />
      </div>
      <SearchField id="orders-sale" label={words.sale} value={sale} onSearch={(text) => narrow({ sale: text })} />
      <Labelled id="orders-from" label={words.from}>
        {(control) => (
          <input {...control} type="date" value={from} onChange={(event) => narrow({ from: event.target.value })} />
        )}
      </Labelled>
      <Labelled id="orders-to" label={words.to}>
        {(control) => (
          <input {...control} type="date" value={to} onChange={(event) => narrow({ to: event.target.value })} />
        )}
      </Labelled>
      <p className={styles.acts}>
        <a href={`/api/admin/orders.csv?${query}`} download>
          {words.export}
        </a>
        <a href={`/api/admin/orders.csv?${query}${query === "" ? "" : "&"}bom=1`} download>
          {words.exportForExcel}
        </a>
      </p>
    </search>
  );
}
