import type { ReactNode } from "react";
import { Main } from "../ui/page-frame";
import styles from "../ui/page-frame.module.css";

interface PlainPageProps {
  /** The clock face shows it large: digits only. */
  readonly code: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
}

/** A page for when there is nothing to show: what happened, what it means, where to go. */
export function PlainPage({ code, title, children, actions }: PlainPageProps) {
  return (
    <Main className={styles.plain}>
      <p className={styles.code} aria-hidden="true">
        {code}
      </p>
      <h1>{title}</h1>
      {children}
      <div className={styles.actions}>{actions}</div>
    </Main>
  );
}
