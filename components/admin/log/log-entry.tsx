"use client";

import type { AdminLogEntry } from "@/lib/domain";
import { formatExactTime, formatMoment } from "../../sale/format-wall-time";
import { UrlLink } from "../ui/url-link";
import { describeChange, type FieldChange, spellChange } from "./describe-change";
import styles from "./log-page.module.css";

const words = {
  request: "request",
  address: "from",
  byKey: (name: string) => `by the key “${name}”`,
  noFields: "Nothing else was recorded.",
  changes: "What changed",
  nothing: "–",
};

interface Way {
  readonly href: string;
  readonly onGo: () => void;
}

interface LogEntryProps {
  readonly entry: AdminLogEntry;
  readonly timeZone: string;
  readonly permalink: Way;
  readonly byObject: Way;
  readonly byActor: Way;
}

/** One change: when, who, what was done to what, and every field from what to what. */
export function LogEntry({ entry, timeZone, permalink, byObject, byActor }: LogEntryProps) {
  const atMs = Date.parse(entry.at);
  const changes = describeChange(entry.before, entry.after);
  return (
    <>
      <p className={styles.head}>
        <UrlLink {...permalink}>
          <time dateTime={entry.at}>
            {formatMoment(atMs, timeZone).split(",")[0]}, {formatExactTime(atMs, timeZone)}
          </time>
        </UrlLink>
        <UrlLink {...byActor}>{entry.actor.name ?? entry.actor.id}</UrlLink>
        {entry.actor.key !== null && <span className={styles.quiet}>{words.byKey(entry.actor.key)}</span>}
        <strong>{entry.verb.replaceAll("_", " ")}</strong>
        <UrlLink {...byObject}>{entry.object.replace(":", " ")}</UrlLink>
      </p>
      {changes.length === 0 ? (
        <p className={styles.quiet}>{words.noFields}</p>
      ) : (
        <ul className={styles.changes} aria-label={words.changes}>
          {changes.map((change) => (
            <ChangeLine key={change.field} change={change} />
          ))}
        </ul>
      )}
      <p className={styles.quiet}>
        {`${words.request} ${entry.requestId}`}
        {entry.address !== null && ` · ${words.address} ${entry.address}`}
      </p>
    </>
  );
}

/** Read out as one sentence, seen as two sides. */
function ChangeLine({ change }: { readonly change: FieldChange }) {
  const { field, before, after } = change;
  return (
    <li>
      <span className={styles.spoken}>{spellChange(change)}</span>
      <span aria-hidden="true" className={styles.change}>
        <span className={styles.field}>{field}</span>
        {before !== null && <del>{before}</del>}
        {before !== null && <span>→</span>}
        <ins>{after ?? words.nothing}</ins>
      </span>
    </li>
  );
}
