"use client";

import { useEffect, useId, useRef } from "react";
import styles from "./error-summary.module.css";

/** One thing to mend; with `fieldId` it links to the field. */
export interface SummaryItem {
  readonly fieldId: string | null;
  readonly message: string;
}

interface ErrorSummaryProps {
  readonly title: string;
  readonly items: readonly SummaryItem[];
  /** Changes with every failed attempt, so that the summary takes the focus again. */
  readonly attempt: number;
}

/** What kept a form from being taken, as links to its fields. It takes the focus whenever `attempt` changes. */
export function ErrorSummary({ title, items, attempt }: ErrorSummaryProps) {
  const box = useRef<HTMLElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  return (
    <section ref={box} className={styles.summary} aria-labelledby={titleId} tabIndex={-1}>
      <h2 className={styles.title} id={titleId}>
        {title}
      </h2>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={`${item.fieldId ?? ""}:${item.message}`}>
            {item.fieldId === null ? item.message : <a href={`#${item.fieldId}`}>{item.message}</a>}
          </li>
        ))}
      </ul>
    </section>
  );
}
