import { dayEnd, dayStart } from "../ui/day-range";

/** What the list of orders shows, as its address says it. Days are the store's. */
export interface OrdersView extends Readonly<Record<string, string>> {
  readonly sale: string;
  readonly state: string;
  readonly q: string;
  readonly from: string;
  readonly to: string;
  readonly sort: string;
  readonly direction: string;
  readonly page: string;
  /** The order whose drawer is open. */
  readonly order: string;
}

export const ordersViewDefaults: OrdersView = {
  sale: "",
  state: "all",
  q: "",
  from: "",
  to: "",
  sort: "placed",
  direction: "desc",
  page: "1",
  order: "",
};

/** The API's query for a view. `rows` leaves out which page of it is looked at: what an export holds. */
export function ordersQuery(view: OrdersView, timeZone: string, what: "page" | "rows"): string {
  const query = new URLSearchParams();
  const { sale, state, q, from, to, sort, direction, page } = view;
  if (sale !== "") query.set("sale", sale);
  if (state !== "all") query.set("state", state);
  if (q !== "") query.set("q", q);
  const after = dayStart(from, timeZone);
  const before = dayEnd(to, timeZone);
  if (after !== null) query.set("from", after);
  if (before !== null) query.set("to", before);
  if (sort !== "placed" || direction !== "desc") {
    query.set("sort", sort);
    query.set("direction", direction);
  }
  if (what === "page" && page !== "1") query.set("page", page);
  return query.toString();
}
