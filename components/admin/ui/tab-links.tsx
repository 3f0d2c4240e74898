"use client";

import styles from "./tab-links.module.css";
import { UrlLink } from "./url-link";

export interface TabLink {
  readonly key: string;
  readonly title: string;
  /** Null while it is not known. */
  readonly count: number | null;
  readonly href: string;
}

interface TabLinksProps {
  readonly label: string;
  readonly tabs: readonly TabLink[];
  readonly current: string;
  readonly onGo: (key: string) => void;
}

/** Views of a list side by side, each with how much it holds. They scroll on a phone. */
export function TabLinks({ label, tabs, current, onGo }: TabLinksProps) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map(({ key, title, count, href }) => (
        <UrlLink
          key={key}
          href={href}
          className={styles.tab}
          aria-current={key === current ? "page" : undefined}
          onGo={() => onGo(key)}
        >
          {title}
          {count !== null && <span className={styles.count}>{count}</span>}
        </UrlLink>
      ))}
    </nav>
  );
}
