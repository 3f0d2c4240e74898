"use client";

import styles from "./pager.module.css";
import { UrlLink } from "./url-link";

interface PagerProps {
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  /** What the rows are, in the plural: "orders". */
  readonly noun: string;
  readonly hrefOf: (page: number) => string;
  readonly onGo: (page: number) => void;
}

const words = { label: "Pages", previous: "Previous", next: "Next" };

/** How much there is and where one stands in it. */
export function Pager({ page, pages, total, noun, hrefOf, onGo }: PagerProps) {
  return (
    <nav aria-label={words.label} className={styles.pager}>
      <p className={styles.sum}>
        {total} {noun}
        {pages > 1 && ` · page ${page} of ${pages}`}
      </p>
      {page > 1 && (
        <UrlLink className={styles.step} rel="prev" href={hrefOf(page - 1)} onGo={() => onGo(page - 1)}>
          {words.previous}
        </UrlLink>
      )}
      {page < pages && (
        <UrlLink className={styles.step} rel="next" href={hrefOf(page + 1)} onGo={() => onGo(page + 1)}>
          {words.next}
        </UrlLink>
      )}
    </nav>
  );
}
