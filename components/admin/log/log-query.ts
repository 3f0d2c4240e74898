import { dayEnd, dayStart } from "../ui/day-range";

/** What the log shows, as its address says it. Days are the store's. */
export interface LogView extends Readonly<Record<string, string>> {
  readonly object: string;
  readonly actor: string;
  readonly verb: string;
  readonly from: string;
  readonly to: string;
  /** Cursor of an older page. */
  readonly before: string;
  /** The one entry that is looked at. */
  readonly entry: string;
}

export const logViewDefaults: LogView = { object: "", actor: "", verb: "", from: "", to: "", before: "", entry: "" };

/** The API's query for a view. `rows` leaves out which page of it is looked at: what an export holds. */
export function logQuery(view: LogView, timeZone: string, what: "page" | "rows"): string {
  const query = new URLSearchParams();
  for (const key of ["object", "actor", "verb"] as const) {
    if (view[key] !== "") query.set(key, view[key]);
  }
  const after = dayStart(view.from, timeZone);
  const until = dayEnd(view.to, timeZone);
  if (after !== null) query.set("from", after);
  if (until !== null) query.set("to", until);
  if (what === "page" && view.before !== "") query.set("before", view.before);
  return query.toString();
}
