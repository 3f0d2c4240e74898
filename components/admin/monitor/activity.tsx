"use client";

import { useState } from "react";
import type { AdminLogEntry } from "@/lib/domain";
import { formatExactTime, formatMoment } from "../../sale/format-wall-time";
import { Button } from "../../ui/button";
import { useLog } from "../log/use-log";
import { describeEntry } from "./describe-entry";
import styles from "./monitor-page.module.css";
import { useAfterChange } from "./use-after-change";

const words = {
  title: "Activity",
  pause: "Hold the feed",
  resume: "Follow the feed",
  none: "Nobody has changed this sale yet.",
  all: "All of it in the log",
  did: (name: string, verb: string) => `${name}: ${verb.replaceAll("_", " ")}`,
  somebody: "Somebody",
};

const shownMax = 12;

interface ActivityProps {
  readonly slug: string;
  /** Of the sale: a newer one has an entry that is not here yet. */
  readonly version: number;
  readonly timeZone: string;
}

/** Who changed what in this sale, newest first. It can be held still while one reads. */
export function Activity({ slug, version, timeZone }: ActivityProps) {
  const object = `sale:${slug}`;
  const { answer, mutate } = useLog(new URLSearchParams({ object }).toString(), true);
  useAfterChange(version, () => void mutate());
  const [held, setHeld] = useState<readonly AdminLogEntry[] | null>(null);
  const entries = (held ?? answer?.entries ?? []).slice(0, shownMax);

  function toggle(): void {
    setHeld(held === null ? (answer?.entries ?? []) : null);
    if (held !== null) void mutate();
  }

  return (
    <section className={styles.part} aria-labelledby="activity">
      <div className={styles.head}>
        <h2 id="activity">{words.title}</h2>
        <Button aria-pressed={held !== null} onClick={toggle}>
          {held === null ? words.pause : words.resume}
        </Button>
      </div>
      {answer !== null && entries.length === 0 && <p className={styles.quiet}>{words.none}</p>}
      <ol className={styles.activity}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <time dateTime={entry.at} title={formatMoment(Date.parse(entry.at), timeZone)}>
              {formatExactTime(Date.parse(entry.at), timeZone)}
            </time>
            <span className={styles.check}>
              <strong>{words.did(entry.actor.name ?? words.somebody, entry.verb)}</strong>{" "}
              {describeEntry(entry, timeZone)}
            </span>
          </li>
        ))}
      </ol>
      <a href={`/admin/log?object=${encodeURIComponent(object)}`}>{words.all}</a>
    </section>
  );
}
