"use client";

import type { ReactNode } from "react";
import { joinClasses } from "../../ui/join-classes";
import styles from "./data-table.module.css";
import { UrlLink } from "./url-link";

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** The word the API sorts by; without it the column cannot be sorted. */
  readonly sort?: string;
  /** Numbers and money stand to the right. */
  readonly align?: "start" | "end";
  /** Names the row: read out with every cell, and a card's heading on a phone. One column has it. */
  readonly isHeader?: boolean;
  /** Cards leave it out on a phone. */
  readonly wideOnly?: boolean;
}

export interface Sorting {
  readonly by: string;
  readonly direction: "asc" | "desc";
  readonly hrefOf: (by: string, direction: "asc" | "desc") => string;
  readonly onSort: (by: string, direction: "asc" | "desc") => void;
}

export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly onToggle: (key: string, selected: boolean) => void;
  readonly onToggleAll: (selected: boolean) => void;
  /** What a row's box is called. */
  readonly labelOf: (key: string) => string;
}

interface DataTableProps<Row> {
  /** Read out, not seen: the page has a heading. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly sorting?: Sorting;
  readonly selection?: Selection;
  /** Rows of what runs now carry a solid bar in orange. */
  readonly isLive?: (row: Row) => boolean;
  /** How often a row has changed while it was shown: with each change it flashes once. */
  readonly changesOf?: (row: Row) => number;
  /** Older rows stay while newer ones are on their way. */
  readonly busy?: boolean;
}

const words = { all: "Select all rows on this page", select: "Select" };

/** A list as a table: one line a row, and under 640 px one card a row. Sorting is done by the API. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, sorting, selection, isLive, changesOf, busy = false } = props;
  const all = rows.length > 0 && rows.every((row) => selection?.keys.has(keyOf(row)));
  return (
    <div className={styles.scroller} aria-busy={busy || undefined}>
      <table className={styles.table}>
        <caption className={styles.caption}>{caption}</caption>
        <thead>
          <tr>
            {selection !== undefined && (
              <th scope="col" className={styles.box}>
                <input
                  type="checkbox"
                  aria-label={words.all}
                  checked={all}
                  onChange={(event) => selection.onToggleAll(event.target.checked)}
                />
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = keyOf(row);
            return (
              <tr key={key} data-live={isLive?.(row) ? "" : undefined} data-changed={turnOf(changesOf?.(row) ?? 0)}>
                {selection !== undefined && (
                  <td className={styles.box}>
                    <input
                      type="checkbox"
                      aria-label={`${words.select} ${selection.labelOf(key)}`}
                      checked={selection.keys.has(key)}
                      onChange={(event) => selection.onToggle(key, event.target.checked)}
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <BodyCell key={column.key} column={column} row={row} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Two names in turn: the same animation would not begin again. */
function turnOf(changes: number): "odd" | "even" | undefined {
  if (changes === 0) return undefined;
  return changes % 2 === 0 ? "even" : "odd";
}

function HeaderCell<Row>({ column, sorting }: { readonly column: Column<Row>; readonly sorting: Sorting | undefined }) {
  const { sort, title, align, wideOnly } = column;
  const className = joinClasses(align === "end" && styles.end, wideOnly && styles.wide);
  if (sort === undefined || sorting === undefined) {
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    );
  }
  const isCurrent = sorting.by === sort;
  const next = isCurrent && sorting.direction === "asc" ? "desc" : "asc";
  const order = sorting.direction === "asc" ? "ascending" : "descending";
  return (
    <th scope="col" className={className} aria-sort={isCurrent ? order : undefined}>
      <UrlLink className={styles.sort} href={sorting.hrefOf(sort, next)} onGo={() => sorting.onSort(sort, next)}>
        {title}
        <span className={styles.arrow} aria-hidden="true">
          {isCurrent ? (sorting.direction === "asc" ? "↑" : "↓") : "↕"}
        </span>
      </UrlLink>
    </th>
  );
}

function BodyCell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { render, title, align, isHeader, wideOnly } = column;
  const className = joinClasses(align === "end" && styles.end, wideOnly && styles.wide, isHeader && styles.name);
  if (isHeader) {
    return (
      <th scope="row" className={className}>
        {render(row)}
      </th>
    );
  }
  return (
    <td className={className} data-title={title}>
      {render(row)}
    </td>
  );
}
