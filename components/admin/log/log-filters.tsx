"use client";

import filterStyles from "../ui/filters.module.css";
import { Labelled } from "../ui/labelled";
import { SearchField } from "../ui/search-field";
import type { UrlStateControl } from "../ui/use-url-state";
import { type LogView, logQuery } from "./log-query";

const words = {
  object: "Object",
  objectHint: "Kind and name, such as sale:aurora-desk-lamp",
  actor: "Actor (account id)",
  verb: "Verb",
  from: "From",
  to: "Until",
  export: "CSV of these entries",
};

interface LogFiltersProps {
  readonly view: UrlStateControl<LogView>;
  readonly timeZone: string;
}

/** What narrows the log, and the log as a file: exactly the entries the filters leave. */
export function LogFilters({ view, timeZone }: LogFiltersProps) {
  const { object, actor, verb, from, to } = view.state;
  const narrow = (change: Partial<LogView>) => view.go({ ...change, before: "" }, "replace");
  return (
    <search className={filterStyles.filters}>
      <div className={filterStyles.search}>
        <SearchField
          id="log-object"
          label={words.object}
          hint={words.objectHint}
          value={object}
          onSearch={(text) => narrow({ object: text })}
        />
      </div>
      <SearchField id="log-actor" label={words.actor} value={actor} onSearch={(text) => narrow({ actor: text })} />
      <SearchField id="log-verb" label={words.verb} value={verb} onSearch={(text) => narrow({ verb: text })} />
      <Labelled id="log-from" label={words.from}>
        {(control) => (
          <input {...control} type="date" value={from} onChange={(event) => narrow({ from: event.target.value })} />
        )}
      </Labelled>
      <Labelled id="log-to" label={words.to}>
        {(control) => (
          <input {...control} type="date" value={to} onChange={(event) => narrow({ to: event.target.value })} />
        )}
      </Labelled>
      <p className={filterStyles.acts}>
        <a href={`/api/admin/log.csv?${logQuery(view.state, timeZone, "rows")}`} download>
          {words.export}
        </a>
      </p>
    </search>
  );
}
