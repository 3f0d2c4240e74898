"use client";

import { useRef, useState } from "react";
import type { ListedReminder } from "@/lib/domain";
import { formatMoment, formatTime, zoneCity } from "../sale/format-wall-time";
import { useTimeZone } from "../shell/use-time-zone";
import { Button } from "../ui/button";
import { Skeleton } from "../ui/skeleton";
import styles from "./reminder-list.module.css";
import { useReminders } from "./use-reminders";

const words = {
  loading: "Fetching your reminders…",
  away: "Your reminders cannot be fetched right now. They are safe; this page asks again by itself.",
  empty: "You wait for no sale. A sale that has not begun has a button that reminds you of it.",
  sales: "See the sales",
  opens: (moment: string, city: string) => `Opens ${moment} (${city})`,
  will: (time: string, email: string) => `E-mail at ${time} to ${email}`,
  sent: (email: string) => `E-mail sent to ${email}`,
  remove: "Remove",
  removeOf: (title: string) => `Remove the reminder of ${title}`,
  removed: (title: string) => `The reminder of ${title} is removed.`,
  failed: (title: string) => `The reminder of ${title} could not be removed. Try again.`,
};

/** The account's reminders: what, when, where to, and a way out of each. */
export function ReminderList() {
  const zone = useTimeZone();
  const { reminders, isAway, removing, remove } = useReminders();
  const [said, setSaid] = useState("");
  const status = useRef<HTMLParagraphElement>(null);

  async function press({ slug, title }: ListedReminder): Promise<void> {
    const isGone = await remove(slug);
    setSaid(isGone ? words.removed(title) : words.failed(title));
    // The button that had the focus went with its row.
    if (isGone) status.current?.focus();
  }

  if (reminders === null || zone === null) {
    return (
      <div className={styles.list}>
        <p role="status">{isAway ? words.away : words.loading}</p>
        <Skeleton width="100%" height="72px" />
      </div>
    );
  }
  return (
    <div className={styles.list}>
      <p ref={status} role="status" tabIndex={-1} className={styles.said}>
        {said}
      </p>
      {reminders.length === 0 && (
        <p>
          {words.empty} <a href="/">{words.sales}</a>
        </p>
      )}
      <ul>
        {reminders.map((reminder) => (
          <li key={reminder.slug} className={styles.row}>
            <div className={styles.words}>
              <h3 className={styles.title}>
                <a href={`/sales/${reminder.slug}`}>{reminder.title}</a>
              </h3>
              <p>{words.opens(formatMoment(Date.parse(reminder.startsAt), zone), zoneCity(zone))}</p>
              <p className={styles.facts}>
                {reminder.sent
                  ? words.sent(reminder.email)
                  : words.will(formatTime(Date.parse(reminder.remindAt), zone), reminder.email)}
              </p>
            </div>
            <Button
              aria-label={words.removeOf(reminder.title)}
              busy={removing === reminder.slug}
              onClick={() => void press(reminder)}
            >
              {words.remove}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
