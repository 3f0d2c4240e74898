import type { PageNeeds } from "./write-words";

/**
 * Which words each kind of page takes along, in addition to its layout's; `later` ones are fetched only where they are
 * wanted, as for signed-in readers. `inPage` ones come with the page itself: the product page has less room for scripts
 * than for text.
 */
export const pages: Readonly<Record<string, PageNeeds>> = {
  "shell-words": { now: ["shell", "time"], later: ["attempt", "problem", "reminder", "form"] },
  "listing-words": { now: ["listing", "price"], later: [] },
  "sale-words": { now: [], later: [], inPage: ["sale"] },
  "line-words": { now: ["sale", "attempt", "problem"], later: [] },
  "order-words": { now: ["order", "problem"], later: [] },
  "account-words": { now: ["account", "order", "reminder", "form", "problem"], later: [] },
  "access-words": { now: ["access", "form", "problem"], later: [] },
  "plain-words": {
    now: ["shell", "time", "sale", "price", "attempt", "order", "problem", "plain", "access", "account", "form"],
    later: [],
  },
  "admin-words": {
    now: ["shell", "frame", "time", "sale", "product", "price", "order", "form", "problem"],
    later: ["attempt"],
  },
};
