import type { ReactNode } from "react";
import { joinClasses } from "./join-classes";
import styles from "./notice.module.css";
import type { Tone } from "./status-line";

interface NoticeProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons or links: what to do next. */
  readonly actions?: ReactNode;
  readonly tone?: Tone;
  /** `alert` interrupts; `status` waits its turn; without it the notice is plain content. */
  readonly role?: "alert" | "status";
  readonly className?: string;
}

/** Something happened or is missing: one sentence, what it means, and a next step. */
export function Notice({ title, children, actions, tone = "plain", role, className }: NoticeProps) {
  return (
    <div role={role} data-tone={tone} className={joinClasses(styles.notice, className)}>
      <p className={styles.title}>{title}</p>
      {children}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
