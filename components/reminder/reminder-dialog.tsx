"use client";

import { useEffect, useId, useRef } from "react";
import { createPortal } from "react-dom";
import { formatMoment, zoneCity } from "../sale/format-wall-time";
import { useTimeZone } from "../shell/use-time-zone";
import { Button } from "../ui/button";
import styles from "./reminder-dialog.module.css";
import { ReminderForm } from "./reminder-form";

export interface ReminderDialogProps {
  readonly slug: string;
  readonly title: string;
  readonly startsAtMs: number;
  /** The store's own zone. */
  readonly timeZone: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

const words = {
  heading: (title: string) => `Be reminded of ${title}`,
  close: "Close",
  before: (moment: string, city: string) =>
    `One e-mail ten minutes before the start on ${moment} (${city}), or at once if that is nearer.`,
  changes: "One more if the store moves the start or cancels the sale. Nothing else.",
  stop: "The mails have a link that stops it.",
};

/**
 * What will be sent, when, and how to stop it; then the wish itself. It stands at the end of the page: where it is
 * opened from disappears when the sale begins, and would take an open dialog along.
 */
export function ReminderDialog({ slug, title, startsAtMs, timeZone, open, onClose }: ReminderDialogProps) {
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
            {words.heading(title)}
          </h2>
          <ul className={styles.promises}>
            <li>{words.before(formatMoment(startsAtMs, zone), zoneCity(zone))}</li>
            <li>{words.changes}</li>
            <li>{words.stop}</li>
          </ul>
          <ReminderForm slug={slug} />
          <Button kind="quiet" className={styles.close} onClick={onClose}>
            {words.close}
          </Button>
        </div>
      )}
    </dialog>,
    document.body,
  );
}
