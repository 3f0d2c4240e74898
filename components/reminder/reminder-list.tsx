"use client";

import { useRef, useState } from "react";
import type { ListedReminder } from "@/lib/domain";
import { localPath } from "@/lib/domain";
import { formatMoment, formatTime } from "../sale/format-wall-time";
import { useTimeZone } from "../shell/use-time-zone";
import { Button } from "../ui/button";
import { Skeleton } from "../ui/skeleton";
import { useWords } from "../words/provide-words";
import { sayCity } from "../words/say-time";
import styles from "./reminder-list.module.css";
import { useReminders } from "./use-reminders";

/** The account's reminders: what, when, where to, and a way out of each. */
export function ReminderList() {
  const say = useWords("reminder", "time");
  const zone = useTimeZone();
  const { reminders, isAway, removing, remove } = useReminders();
  const [said, setSaid] = useState("");
  const status = useRef<HTMLParagraphElement>(null);

  async function press({ slug, title }: ListedReminder): Promise<void> {
    const isGone = await remove(slug);
    setSaid(isGone ? say.reminder.list.removed({ title }) : say.reminder.list.failed({ title }));
    // The button that had the focus went with its row.
    if (isGone) status.current?.focus();
  }

  if (reminders === null || zone === null) {
    return (
      <div className={styles.list}>
        <p role="status">{isAway ? say.reminder.list.away : say.reminder.list.loading}</p>
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
          {say.reminder.list.empty} <a href={localPath(say.locale, "/")}>{say.reminder.list.sales}</a>
        </p>
      )}
      <ul>
        {reminders.map((reminder) => (
          <li key={reminder.slug} className={styles.row}>
            <div className={styles.words}>
              <h3 className={styles.title}>
                <a href={localPath(say.locale, `/sales/${reminder.slug}`)}>{reminder.title}</a>
              </h3>
              <p>
                {say.reminder.list.opens({
                  moment: formatMoment(Date.parse(reminder.startsAt), zone, say.locale),
                  city: sayCity(zone, say),
                })}
              </p>
              <p className={styles.facts}>
                {reminder.sent
                  ? say.reminder.list.sent({ email: reminder.email })
                  : say.reminder.list.will({
                      time: formatTime(Date.parse(reminder.remindAt), zone),
                      email: reminder.email,
                    })}
              </p>
            </div>
            <Button
              aria-label={say.reminder.list.removeOf({ title: reminder.title })}
              busy={removing === reminder.slug}
              onClick={() => void press(reminder)}
            >
              {say.reminder.list.remove}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
