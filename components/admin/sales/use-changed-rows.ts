"use client";

import { useState } from "react";

interface Seen {
  /** The row as a text; another text is a change. */
  readonly mark: string;
  /** How often it has changed since it was first seen. */
  readonly changes: number;
}

/**
 * How often each row has changed while it was on the page, by its key. A row that is new here has not changed: turning
 * to another page must not make all of it flash.
 */
export function useChangedRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  markOf: (row: Row) => string,
): ReadonlyMap<string, number> {
  const [from, setFrom] = useState<readonly Row[]>([]);
  const [seen, setSeen] = useState<ReadonlyMap<string, Seen>>(new Map());
  if (from !== rows) {
    setFrom(rows);
    setSeen(countChanges(seen, rows, keyOf, markOf));
  }
  return new Map([...seen].map(([key, { changes }]) => [key, changes]));
}

export function countChanges<Row>(
  seen: ReadonlyMap<string, Seen>,
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  markOf: (row: Row) => string,
): ReadonlyMap<string, Seen> {
  return new Map(
    rows.map((row) => {
      const key = keyOf(row);
      const mark = markOf(row);
      const before = seen.get(key);
      const changes = before === undefined ? 0 : before.changes + (before.mark === mark ? 0 : 1);
      return [key, { mark, changes }];
    }),
  );
}
