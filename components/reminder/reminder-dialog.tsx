"use client";

import { useEffect, useId, useRef } from "react";
import { createPortal } from "react-dom";
import { formatMoment } from "../sale/format-wall-time";
import { useTimeZone } from "../shell/use-time-zone";
import { Button } from "../ui/button";
import { useWords } from "../words/provide-words";
import { sayCity } from "../words/say-time";
import type { RemindedSale } from "./reminded-sale";
import styles from "./reminder-dialog.module.css";
import { ReminderForm } from "./reminder-form";

interface ReminderDialogProps extends RemindedSale {
  readonly open: boolean;
  readonly onClose: () => void;
}

/**
 * What will be sent, when, and how to stop it; then the wish itself. It stands at the end of the page: where it is
 * opened from disappears when the sale begins, and would take an open dialog along.
 */
export function ReminderDialog({ slug, title, startsAtMs, timeZone, open, onClose }: ReminderDialogProps) {
  const say = useWords("reminder", "time");
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  const zone = useTimeZone() ?? timeZone;

  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (open && !element.open) {
      element.showModal();
      heading.current?.focus();
    } else if (!open && element.open) {
      element.close();
    }
  }, [open]);

  return createPortal(
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={headingId} onClose={onClose}>
      {open && (
        <div className={styles.sheet}>
          <h2 id={headingId} ref={heading} tabIndex={-1}>
            {say.reminder.dialog.heading({ title })}
          </h2>
          <ul className={styles.promises}>
            <li>
              {say.reminder.dialog.before({
                moment: formatMoment(startsAtMs, zone, say.locale),
                city: sayCity(zone, say),
              })}
            </li>
            <li>{say.reminder.dialog.changes}</li>
            <li>{say.reminder.dialog.stop}</li>
          </ul>
          <ReminderForm slug={slug} />
          <Button kind="quiet" className={styles.close} onClick={onClose}>
            {say.reminder.dialog.close}
          </Button>
        </div>
      )}
    </dialog>,
    document.body,
  );
}
