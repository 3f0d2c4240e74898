import type { SalePhase } from "@/lib/domain";

/** What the list of sales shows, as its address says it. */
export interface SalesView extends Readonly<Record<string, string>> {
  readonly tab: string;
  readonly q: string;
  readonly sort: string;
  readonly direction: string;
  readonly page: string;
  readonly show: string;
  /** A day in the calendar's month or week, `2026-11-27`; empty is today. */
  readonly day: string;
}

export const salesViewDefaults: SalesView = {
  tab: "all",
  q: "",
  sort: "start",
  direction: "desc",
  page: "1",
  show: "table",
  day: "",
};

export interface SalesTab {
  readonly key: string;
  readonly title: string;
  /** The phases it holds; null is all. */
  readonly phases: readonly SalePhase[] | null;
}

const everything: SalesTab = { key: "all", title: "All", phases: null };

/** A paused sale is a live one that stands still: it must not be out of sight among others. */
export const salesTabs: readonly SalesTab[] = [
  { key: "live", title: "Live", phases: ["live", "paused"] },
  { key: "scheduled", title: "Scheduled", phases: ["scheduled"] },
  { key: "draft", title: "Drafts", phases: ["draft"] },
  { key: "ended", title: "Ended", phases: ["ended"] },
  { key: "cancelled", title: "Cancelled", phases: ["cancelled"] },
  everything,
];

export function findSalesTab(key: string): SalesTab {
  return salesTabs.find((tab) => tab.key === key) ?? everything;
}

export function countOf({ phases }: SalesTab, counts: Readonly<Record<SalePhase | "all", number>>): number {
  if (phases === null) return counts.all;
  return phases.reduce((sum, phase) => sum + counts[phase], 0);
}

/** What running sales have in common with all: they come first there, in any order, so that list holds them too. */
function statusOf({ phases }: SalesTab): SalePhase | null {
  const [only, second] = phases ?? [];
  return only === undefined || second !== undefined ? null : only;
}

/** The API's query for a page of the table. */
export function tableQuery(view: SalesView): string {
  const query = new URLSearchParams();
  const { q, sort, direction, page } = view;
  const status = statusOf(findSalesTab(view.tab));
  if (status !== null) query.set("status", status);
  if (q !== "") query.set("q", q);
  if (sort !== salesViewDefaults.sort || direction !== salesViewDefaults.direction) {
    query.set("sort", sort);
    query.set("direction", direction);
  }
  if (page !== "1") query.set("page", page);
  return query.toString();
}

/** The query of a file with exactly the rows of a view, all pages of it; null where the API has none for it. */
export function exportQuery(view: SalesView): string | null {
  if (findSalesTab(view.tab).key === "live") return null;
  const query = tableQuery({ ...view, page: "1" });
  return query === "" ? "" : `?${query}`;
}

/** The API's query for the sales that a calendar shows. */
export function rangeQuery(view: SalesView, range: { readonly from: string; readonly to: string }): string {
  const query = new URLSearchParams({ from: range.from, to: range.to, sort: "start", direction: "asc" });
  const status = statusOf(findSalesTab(view.tab));
  if (status !== null) query.set("status", status);
  if (view.q !== "") query.set("q", view.q);
  return query.toString();
}

/** Whether the list is narrowed by more than its order. */
export function isNarrowed(view: SalesView): boolean {
  return view.q !== "" || findSalesTab(view.tab).phases !== null;
}

export function isPhaseOf({ phases }: SalesTab, phase: SalePhase): boolean {
  return phases === null || phases.includes(phase);
}

/** How many pages a tab has: running sales share the pages of all. */
export function pagesOf(tab: SalesTab, answer: { readonly pages: number }, count: number): number {
  return statusOf(tab) === null ? Math.max(1, Math.ceil(count / rowsPerPage)) : answer.pages;
}

/** As the API pages. */
const rowsPerPage = 50;
