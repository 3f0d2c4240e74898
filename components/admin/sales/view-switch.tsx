"use client";

import { UrlLink } from "../ui/url-link";
import type { UrlStateControl } from "../ui/use-url-state";
import styles from "./sales-page.module.css";
import type { SalesView } from "./sales-view";

const words = { label: "View" };

const views = [
  ["table", "Table"],
  ["month", "Month"],
  ["week", "Week"],
] as const;

/** The same sales as a table, a month or a week. */
export function ViewSwitch({ view }: { readonly view: UrlStateControl<SalesView> }) {
  const shown = views.find(([key]) => key === view.state.show)?.[0] ?? "table";
  return (
    <nav aria-label={words.label} className={styles.views}>
      {views.map(([show, title]) => (
        <UrlLink
          key={show}
          className={styles.view}
          href={view.hrefOf({ show, page: "1" })}
          aria-current={show === shown ? "page" : undefined}
          onGo={() => view.go({ show, page: "1" })}
        >
          {title}
        </UrlLink>
      ))}
    </nav>
  );
}
