import { type Locale, localPath } from "@/lib/domain";
import styles from "./wordmark.module.css";

/** The shop's name and mark: a ticket with a clock that stands at zero. */
export function Wordmark({ locale }: { readonly locale: Locale }) {
  return (
    <a href={localPath(locale, "/")} className={styles.wordmark}>
      <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true" focusable="false">
        <path d="M1 1h17l7 7v17H1z" fill="currentColor" />
        <path d="M13 8a6.5 6.5 0 1 1-.01 0M13 11v4.5" fill="none" stroke="var(--paper)" strokeWidth="2.5" />
      </svg>
      Zerohour
    </a>
  );
}
