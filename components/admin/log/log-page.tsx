"use client";

import type { AdminLogEntry } from "@/lib/domain";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { useSettings } from "../frame/use-settings";
import { AdminPage } from "../ui/admin-page";
import { ListBody } from "../ui/list-body";
import { UrlLink } from "../ui/url-link";
import { useKept } from "../ui/use-kept";
import { type UrlStateControl, useUrlState } from "../ui/use-url-state";
import { ChainVerdict } from "./chain-verdict";
import { LogEntry } from "./log-entry";
import { LogFilters } from "./log-filters";
import styles from "./log-page.module.css";
import { type LogView, logQuery, logViewDefaults } from "./log-query";
import { useLog, useLogEntry } from "./use-log";

const words = {
  title: "Log",
  kept: "Every change in the admin, newest first. Entries are kept for good; nobody can change or remove one.",
  none: "Nothing in this range",
  noneMeaning: "Nobody changed anything under these filters.",
  clear: "Clear the filters",
  older: "Older entries",
  newest: "Back to the newest",
  whole: "The whole log",
  list: "Entries",
};

/** Who changed what, when, from what to what. */
export function LogPage() {
  const { answer: settings } = useSettings();
  const timeZone = settings?.timeZone ?? "UTC";
  const view = useUrlState(logViewDefaults);
  return (
    <AdminPage title={words.title} beside={<ChainVerdict timeZone={timeZone} />}>
      {view.state.entry === "" ? (
        <Entries view={view} timeZone={timeZone} />
      ) : (
        <OneEntry view={view} timeZone={timeZone} />
      )}
    </AdminPage>
  );
}

interface PartProps {
  readonly view: UrlStateControl<LogView>;
  readonly timeZone: string;
}

function Entries({ view, timeZone }: PartProps) {
  const polled = useLog(logQuery(view.state, timeZone, "page"), view.state.before === "");
  const { kept, isOld } = useKept(polled.answer);
  const next = kept?.next ?? null;
  return (
    <>
      <p className={styles.kept}>{words.kept}</p>
      <LogFilters view={view} timeZone={timeZone} />
      <ListBody
        loading={kept === null}
        problem={polled.problem}
        unreachable={polled.unreachable}
        answeredAtMs={polled.answeredAtMs}
        empty={
          kept !== null && kept.entries.length === 0 ? (
            <Notice
              title={words.none}
              actions={<Button onClick={() => view.go({ ...logViewDefaults })}>{words.clear}</Button>}
            >
              <p>{words.noneMeaning}</p>
            </Notice>
          ) : null
        }
      >
        <ol className={styles.entries} aria-label={words.list} aria-busy={isOld || undefined}>
          {kept?.entries.map((entry) => (
            <Entry key={entry.id} entry={entry} view={view} timeZone={timeZone} />
          ))}
        </ol>
        <p className={styles.pager}>
          {view.state.before !== "" && (
            <UrlLink href={view.hrefOf({ before: "" })} onGo={() => view.go({ before: "" })}>
              {words.newest}
            </UrlLink>
          )}
          {next !== null && (
            <UrlLink rel="next" href={view.hrefOf({ before: next })} onGo={() => view.go({ before: next })}>
              {words.older}
            </UrlLink>
          )}
        </p>
      </ListBody>
    </>
  );
}

function OneEntry({ view, timeZone }: PartProps) {
  const { answer, problem, unreachable, answeredAtMs } = useLogEntry(view.state.entry);
  return (
    <>
      <p>
        <UrlLink href={view.hrefOf({ entry: "" })} onGo={() => view.go({ entry: "" })}>
          {words.whole}
        </UrlLink>
      </p>
      <ListBody
        loading={answer === null}
        problem={problem}
        unreachable={unreachable}
        answeredAtMs={answeredAtMs}
        empty={null}
      >
        <ol className={styles.entries} aria-label={words.list}>
          {answer !== null && <Entry entry={answer} view={view} timeZone={timeZone} />}
        </ol>
      </ListBody>
    </>
  );
}

function Entry({ entry, view, timeZone }: PartProps & { readonly entry: AdminLogEntry }) {
  const link = (change: Partial<LogView>) => {
    const wish = { ...change, before: "", entry: change.entry ?? "" };
    return { href: view.hrefOf(wish), onGo: () => view.go(wish) };
  };
  return (
    <li className={styles.entry}>
      <LogEntry
        entry={entry}
        timeZone={timeZone}
        permalink={link({ entry: entry.id })}
        byObject={link({ object: entry.object })}
        byActor={link({ actor: entry.actor.id })}
      />
    </li>
  );
}
