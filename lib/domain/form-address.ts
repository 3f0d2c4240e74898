import { attemptKeyPattern } from "./ids";
import { defaultLocale, type Locale, localPath, locatePage } from "./locale";
import type { PurchaseOutcome } from "./purchase";

// Where pages for browsers without scripts are, and what they are told by their address: the answer to a form is a
// redirect, so what there is to say must travel in it.

/** Every no that a form of the buy page can hear. `being_confirmed` and `too_late` are of giving back. */
export const buyRefusals = [
  "bad_item",
  "bad_quantity",
  "bad_ticket",
  "not_eligible",
  "not_open",
  "ended",
  "paused",
  "cancelled",
  "throttled",
  "key_reused",
  "limit_reached",
  "all_held",
  "sold_out",
  "line_full",
  "busy",
  "being_confirmed",
  "too_late",
] as const satisfies readonly (PurchaseOutcome["word"] | "being_confirmed" | "too_late")[];
export type BuyRefusal = (typeof buyRefusals)[number];

/** What the buy page is told by its address. All of it comes from whoever wrote the address, and none of it decides. */
export interface BuyAddress {
  /** Why the last form was refused. */
  readonly refused: BuyRefusal | null;
  /** When the same form may be sent again; epoch milliseconds. */
  readonly untilMs: number | null;
  /** The key of a wish that was refused: sent again it is the same wish. */
  readonly key: string | null;
  readonly itemId: number | null;
  readonly quantity: number | null;
  /** The attempt that was accepted, with its receipt. */
  readonly attemptId: string | null;
  readonly receipt: string | null;
  /** The reader wants the page not to renew itself. */
  readonly still: boolean;
  /** The reader wants to give a place or a unit up, and is asked once more. */
  readonly asked: boolean;
}

export const blankBuyAddress: BuyAddress = {
  refused: null,
  untilMs: null,
  key: null,
  itemId: null,
  quantity: null,
  attemptId: null,
  receipt: null,
  still: false,
  asked: false,
};

/** The page for buying without scripts. */
export function buyPath(slug: string, told: Partial<BuyAddress> = {}, locale: Locale = defaultLocale): string {
  const query = new URLSearchParams();
  const add = (name: string, value: string | number | null | undefined): void => {
    if (value !== null && value !== undefined) query.set(name, String(value));
  };
  add("refused", told.refused);
  add("until", told.untilMs);
  add("key", told.key);
  add("item", told.itemId);
  add("quantity", told.quantity);
  add("attempt", told.attemptId);
  add("receipt", told.receipt);
  add("still", told.still === true ? "yes" : null);
  add("asked", told.asked === true ? "yes" : null);
  const text = query.toString();
  return localPath(locale, `/sales/${slug}/buy${text === "" ? "" : `?${text}`}`);
}

/** Reads what `buyPath` wrote; whatever is not as it writes counts as not there. */
export function readBuyAddress(query: URLSearchParams): BuyAddress {
  const key = query.get("key");
  return {
    refused: buyRefusals.find((known) => known === query.get("refused")) ?? null,
    untilMs: readNumber(query.get("until"), 15),
    key: key !== null && attemptKeyPattern.test(key) ? key : null,
    itemId: readNumber(query.get("item"), 9),
    quantity: readNumber(query.get("quantity"), 2),
    attemptId: readText(query.get("attempt"), 64),
    receipt: readText(query.get("receipt"), 512),
    still: query.get("still") === "yes",
    asked: query.get("asked") === "yes",
  };
}

function readNumber(text: string | null, digitsMax: number): number | null {
  return text !== null && /^\d+$/.test(text) && text.length <= digitsMax ? Number(text) : null;
}

function readText(text: string | null, charactersMax: number): string | null {
  return text !== null && text !== "" && text.length <= charactersMax ? text : null;
}

/** What a form on an order's page can hear instead of a yes; the order itself says the rest. */
export const orderRefusals = ["hold_ended", "provider_away", "none_left", "too_late", "paid_or_paying"] as const;
export type OrderRefusal = (typeof orderRefusals)[number];

/** An order's page, or its pay page, without scripts. */
export function plainOrderPath(
  orderId: string,
  told: { page?: "pay"; refused?: OrderRefusal } = {},
  locale: Locale = defaultLocale,
): string {
  const path = localPath(locale, `/plain/orders/${orderId}${told.page === undefined ? "" : "/pay"}`);
  return told.refused === undefined ? path : `${path}?refused=${told.refused}`;
}

export function readOrderRefusal(text: string | null): OrderRefusal | null {
  return orderRefusals.find((known) => known === text) ?? null;
}

export const plainAccountPath = "/plain/account";

/** What became of the wish to be mailed the link again that confirms the account's address. */
export const mailedWords = ["sent", "throttled"] as const;
export type MailedWord = (typeof mailedWords)[number];

/** The account's page, which tells so. */
export function plainMailedPath(word: MailedWord, locale: Locale): string {
  return localPath(locale, `${plainAccountPath}?mailed=${word}`);
}

export function readMailedWord(text: string | null): MailedWord | null {
  return mailedWords.find((known) => known === text) ?? null;
}

/** Signing in or up without scripts, and the page to go on to, whose language it is in unless another is said. */
export function plainSignInPath(
  next: string,
  purpose: "sign-in" | "sign-up" = "sign-in",
  { locale }: { readonly locale: Locale } = locatePage(next.split(/[?#]/)[0] ?? next),
): string {
  return localPath(locale, `/plain/${purpose}?next=${encodeURIComponent(next)}`);
}
