import type { AttemptAnswer, EndedReason, SalePhase, StockBand } from "@/lib/domain";
import { defaultLocale, localPath, orderIdOfAttempt } from "@/lib/domain";
import type { WordsFor } from "../words/provide-words";
import { isUnderWay, type Wish } from "./wish";

/** Everything the one control's name and act follow from. Times are server time in epoch milliseconds. */
export interface BuyControlInput {
  readonly say: WordsFor<"sale">;
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
  /** The rule that keeps this account out, found ahead of the click; null where none is known. */
  readonly keptOut: string | null;
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
export function sendingControl(say: WordsFor<"sale">): BuyControl {
  return { name: say.sale.buy.sending, act: { kind: "none" }, explain: "", busy: true, look: "primary" };
}

/** The one control: its name is the state, and a click on it acts or explains. */
export function buyControl(input: BuyControlInput): BuyControl {
  if (isUnderWay(input.wish)) return sendingControl(input.say);
  return ofAttempt(input) ?? ofPhase(input);
}

/** The shopper's own attempt comes before everything the sale has become meanwhile. */
function ofAttempt(input: BuyControlInput): BuyControl | null {
  const { attempt, say } = input;
  if (attempt === null) return null;
  const order = localPath(say.locale, `/orders/${attempt.orderId ?? orderIdOfAttempt(attempt.attemptId)}`);
  switch (attempt.state) {
    case "queued":
      return does(
        attempt.place === undefined ? say.sale.buy.confirming : say.sale.buy.inLine({ place: attempt.place }),
        { kind: "show_line" },
      );
    case "reserved":
      return does(say.sale.buy.payNow({ time: input.payByText }), { kind: "go", href: `${order}/pay` }, "primary");
    case "paying":
      return does(say.sale.buy.paying, { kind: "go", href: order });
    case "paid":
      // Somebody who may have more than one can go on buying while the sale runs.
      if (input.limitPerAccount > 1 && input.phase === "live" && input.wish.word !== "refused") return null;
      return does(say.sale.buy.bought, { kind: "go", href: order });
    case "lost":
    case "left":
    case "expired":
      return null;
  }
}

function ofPhase(input: BuyControlInput): BuyControl {
  const { say } = input;
  switch (input.phase) {
    case "draft":
    case "scheduled":
      return beforeStart(input);
    case "live":
      return whileLive(input);
    case "paused":
      return explains(say.sale.buy.paused, say.sale.buy.pausedWhy);
    case "ended":
      return input.endedReason === "sold_out"
        ? explains(say.sale.buy.soldOut, say.sale.buy.soldOutWhy)
        : explains(say.sale.buy.ended, say.sale.buy.endedWhy);
    case "cancelled":
      return explains(say.sale.buy.cancelled, say.sale.buy.cancelledWhy);
  }
}

function signInHref({ slug, say }: BuyControlInput): string {
  const next = encodeURIComponent(localPath(say.locale, `/sales/${slug}`));
  return localPath(say.locale, `/sign-in?next=${next}`);
}

function beforeStart(input: BuyControlInput): BuyControl {
  const { say } = input;
  const remainingMs = input.startsAtMs - input.nowMs;
  if (input.signedIn === false && remainingMs <= readyBeforeMs) {
    return does(say.sale.buy.signInReady, { kind: "go", href: signInHref(input) });
  }
  if (input.keptOut !== null) return explains(say.sale.buy.notEligible, input.keptOut);
  const why = input.signedIn === false ? say.sale.buy.opensWhySignedOut : say.sale.buy.opensWhy;
  return explains(say.sale.buy.opens({ moment: input.opensText }), why);
}

function whileLive(input: BuyControlInput): BuyControl {
  const { wish, stock, priceText, say } = input;
  if (stock === "gone") return explains(say.sale.buy.soldOut, say.sale.buy.soldOutForGood);
  if (!input.online) {
    return explains(say.sale.buy.offline, say.sale.buy.offlineWhy);
  }
  if (input.outdated) return does(say.sale.buy.reload, { kind: "reload" }, "primary");
  if (!input.clockTrusted) return explains(say.sale.buy.checking, say.sale.buy.checkingWhy);
  if (input.signedIn === false) {
    const signIn = { kind: "go", href: signInHref(input) } as const;
    return stock === "held" ? does(say.sale.buy.allHeld, signIn) : does(say.sale.buy.signIn, signIn, "primary");
  }
  if (input.keptOut !== null) return explains(say.sale.buy.notEligible, input.keptOut);
  if (wish.word === "throttled" && wish.untilMs > input.nowMs) {
    const seconds = Math.ceil((wish.untilMs - input.nowMs) / 1000);
    return explains(say.sale.buy.tryAgain({ seconds }), say.sale.buy.tryAgainWhy);
  }
  if (wish.word === "refused") {
    const refused = ofRefusal(input, wish);
    if (refused !== null) return refused;
  }
  if (stock === "held") return does(say.sale.buy.allHeld, { kind: "buy", joinLine: true });
  return does(say.sale.buy.now({ price: priceText }), { kind: "buy", joinLine: false }, "primary");
}

/** A refusal that changes what a click can do; null where the same click may simply be tried again. */
function ofRefusal(input: BuyControlInput, wish: Extract<Wish, { word: "refused" }>): BuyControl | null {
  const { problem } = wish;
  const { say } = input;
  switch (problem.code) {
    case "limit_reached": {
      const attemptId = problem.attemptIds?.[0];
      const path = attemptId === undefined ? "/account" : `/orders/${orderIdOfAttempt(attemptId)}`;
      const href = localPath(say.locale, path);
      return does(say.sale.buy.limit({ limit: input.limitPerAccount }), { kind: "go", href });
    }
    case "all_held":
      return does(say.sale.buy.allHeld, { kind: "buy", joinLine: true });
    case "sold_out":
      return explains(say.sale.buy.soldOut, say.sale.buy.soldOutForGood);
    case "line_full":
      return explains(say.sale.buy.lineFull, say.sale.buy.lineFullWhy);
    case "ended":
      return explains(say.sale.buy.ended, say.sale.buy.endedWhy);
    case "paused":
      return explains(say.sale.buy.paused, say.sale.buy.pausedWhy);
    case "cancelled":
      return explains(say.sale.buy.cancelled, say.sale.buy.cancelledWhy);
    case "not_eligible":
      return explains(
        say.sale.buy.notEligible,
        say.locale === defaultLocale ? problem.detail : say.sale.buy.notEligibleWhy,
      );
    case "not_signed_in":
      return does(say.sale.buy.signIn, { kind: "go", href: signInHref(input) }, "primary");
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
