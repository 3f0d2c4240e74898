import type { ReactNode } from "react";
import { mainId } from "../../ui/page-frame";
import styles from "./admin-page.module.css";

interface AdminPageProps {
  readonly title: string;
  /** Where it belongs: a link back to the list. */
  readonly back?: { readonly href: string; readonly title: string };
  /** Beside the heading: a state, a button. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** The `main` of an admin page with its one h1. */
export function AdminPage({ title, back, beside, children }: AdminPageProps) {
  return (
    <main id={mainId} tabIndex={-1} className={styles.main}>
      <header className={styles.head}>
        <div className={styles.titles}>
          {back !== undefined && (
            <a className={styles.back} href={back.href}>
              {back.title}
            </a>
          )}
          <h1>{title}</h1>
        </div>
        {beside !== undefined && <div className={styles.beside}>{beside}</div>}
      </header>
      {children}
    </main>
  );
}
