import type { AttemptAnswer, EndedReason, SalePhase, StockBand } from "@/lib/domain";
import { orderIdOfAttempt } from "@/lib/domain";
import { isUnderWay, type Wish } from "./wish";

/** Everything the one control's name and act follow from. Times are server time in epoch milliseconds. */
export interface BuyControlInput {
  readonly slug: string;
  readonly phase: SalePhase;
  readonly stock: StockBand | null;
  readonly endedReason: EndedReason | null;
  readonly startsAtMs: number;
  readonly nowMs: number;
  /** Null while the browser does not know yet. */
  readonly signedIn: boolean | null;
  readonly online: boolean;
  /** False while the clock is measured anew after the device slept: an old "live" must not sell. */
  readonly clockTrusted: boolean;
  /** The page could not load what a purchase needs. */
  readonly outdated: boolean;
  readonly wish: Wish;
  readonly attempt: AttemptAnswer | null;
  readonly limitPerAccount: number;
  readonly priceText: string;
  /** `Fri 12:00` */
  readonly opensText: string;
  /** `12:14`; only read when the attempt has a `payBy`. */
  readonly payByText: string;
}

/** What a click does. `none` only explains. */
export type BuyAct =
  | { readonly kind: "buy"; readonly joinLine: boolean }
  | { readonly kind: "show_line" }
  | { readonly kind: "go"; readonly href: string }
  | { readonly kind: "reload" }
  | { readonly kind: "none" };

export interface BuyControl {
  /** The control's accessible name: the state in words. */
  readonly name: string;
  readonly act: BuyAct;
  /** One or two sentences for a click that does nothing; empty where the act speaks for itself. */
  readonly explain: string;
  readonly busy: boolean;
  /** The orange is for buying and paying only. */
  readonly look: "primary" | "plain";
}

/** From here on a signed-out visitor is asked to sign in ahead of the start. */
const readyBeforeMs = 600_000;

function does(name: string, act: BuyAct, look: BuyControl["look"] = "plain"): BuyControl {
  return { name, act, explain: "", busy: false, look };
}

function explains(name: string, explain: string): BuyControl {
  return { name, act: { kind: "none" }, explain, busy: false, look: "plain" };
}

/** A click is on its way; further ones mean nothing. */
export const sendingControl: BuyControl = {
  name: "Sending…",
  act: { kind: "none" },
  explain: "",
  busy: true,
  look: "primary",
};

/** The one control: its name is the state, and a click on it acts or explains. */
export function buyControl(input: BuyControlInput): BuyControl {
  if (isUnderWay(input.wish)) return sendingControl;
  return ofAttempt(input) ?? ofPhase(input);
}

/** The shopper's own attempt comes before everything the sale has become meanwhile. */
function ofAttempt(input: BuyControlInput): BuyControl | null {
  const { attempt } = input;
  if (attempt === null) return null;
  const order = `/orders/${attempt.orderId ?? orderIdOfAttempt(attempt.attemptId)}`;
  switch (attempt.state) {
    case "queued":
      return does(attempt.place === undefined ? "Confirming… · View" : `In line: #${attempt.place} · View`, {
        kind: "show_line",
      });
    case "reserved":
      return does(`Pay now · held until ${input.payByText}`, { kind: "go", href: `${order}/pay` }, "primary");
    case "paying":
      return does("Paying… · View order", { kind: "go", href: order });
    case "paid":
      // Somebody who may have more than one can go on buying while the sale runs.
      if (input.limitPerAccount > 1 && input.phase === "live" && input.wish.word !== "refused") return null;
      return does("Bought · View order", { kind: "go", href: order });
    case "lost":
    case "left":
    case "expired":
      return null;
  }
}

function ofPhase(input: BuyControlInput): BuyControl {
  switch (input.phase) {
    case "draft":
    case "scheduled":
      return beforeStart(input);
    case "live":
      return whileLive(input);
    case "paused":
      return explains("Paused", "The store has paused this sale. The button comes back by itself.");
    case "ended":
      return input.endedReason === "sold_out"
        ? explains("Sold out", "Every piece is sold and paid for.")
        : explains("Ended", "This sale is over.");
    case "cancelled":
      return explains("Cancelled", "The store has cancelled this sale. Nobody is charged.");
  }
}

function signInHref(slug: string): string {
  return `/sign-in?next=${encodeURIComponent(`/sales/${slug}`)}`;
}

function beforeStart(input: BuyControlInput): BuyControl {
  const remainingMs = input.startsAtMs - input.nowMs;
  if (input.signedIn === false && remainingMs <= readyBeforeMs) {
    return does("Sign in now to be ready", { kind: "go", href: signInHref(input.slug) });
  }
  const hint = input.signedIn === false ? " Sign in ahead of time to be ready." : "";
  return explains(`Opens ${input.opensText}`, `Not open yet. It will switch on by itself.${hint}`);
}

function whileLive(input: BuyControlInput): BuyControl {
  const { wish, stock, priceText } = input;
  if (stock === "gone") return explains("Sold out", "Every piece is sold and paid for. None can come back.");
  if (!input.online) {
    return explains("Offline · reconnecting", "You are offline. Buying resumes when the connection is back.");
  }
  if (input.outdated) return does("Reload to buy", { kind: "reload" }, "primary");
  if (!input.clockTrusted)
    return explains("Checking the time…", "Your device was asleep. We ask the shop for the time.");
  if (input.signedIn === false) {
    const signIn = { kind: "go", href: signInHref(input.slug) } as const;
    return stock === "held" ? does("All held · Join return line", signIn) : does("Sign in to buy", signIn, "primary");
  }
  if (wish.word === "throttled" && wish.untilMs > input.nowMs) {
    const seconds = Math.ceil((wish.untilMs - input.nowMs) / 1000);
    return explains(
      `Try again in ${seconds} s`,
      "One try every few seconds, for everybody. Nothing was taken or lost.",
    );
  }
  if (wish.word === "refused") {
    const refused = ofRefusal(input, wish);
    if (refused !== null) return refused;
  }
  if (stock === "held") return does("All held · Join return line", { kind: "buy", joinLine: true });
  return does(`Buy now · ${priceText}`, { kind: "buy", joinLine: false }, "primary");
}

/** A refusal that changes what a click can do; null where the same click may simply be tried again. */
function ofRefusal(input: BuyControlInput, wish: Extract<Wish, { word: "refused" }>): BuyControl | null {
  const { problem } = wish;
  switch (problem.code) {
    case "limit_reached": {
      const attemptId = problem.attemptIds?.[0];
      const href = attemptId === undefined ? "/account" : `/orders/${orderIdOfAttempt(attemptId)}`;
      const limit = input.limitPerAccount;
      return does(`Limit reached (${limit} of ${limit}) · View order`, { kind: "go", href });
    }
    case "all_held":
      return does("All held · Join return line", { kind: "buy", joinLine: true });
    case "sold_out":
      return explains("Sold out", "Every piece is sold and paid for. None can come back.");
    case "line_full":
      return explains(
        "All held · Line full",
        "The return line is full. Pieces that come back go to those in it first.",
      );
    case "ended":
      return explains("Ended", "This sale is over.");
    case "paused":
      return explains("Paused", "The store has paused this sale. The button comes back by itself.");
    case "cancelled":
      return explains("Cancelled", "The store has cancelled this sale. Nobody is charged.");
    case "not_eligible":
      return explains("Not open to your account", problem.detail);
    case "not_signed_in":
      return does("Sign in to buy", { kind: "go", href: signInHref(input.slug) }, "primary");
    default:
      return null;
  }
}

/** Whether the server's later word about the sale makes a refusal old news. */
export function isOvertaken(wish: Wish, toldAtMs: number | null): boolean {
  if (wish.word !== "refused" || toldAtMs === null) return false;
  switch (wish.problem.code) {
    case "all_held":
    case "sold_out":
    case "line_full":
    case "ended":
    case "paused":
    case "cancelled":
    case "not_open":
      // A cached answer may be a second older than it looks.
      return toldAtMs > wish.atMs + 1_500;
    default:
      return false;
  }
}
