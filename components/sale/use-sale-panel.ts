"use client";

import { useEffect } from "react";
import { useTimeZone } from "@/components/shell/use-time-zone";
import { useWords } from "../words/provide-words";
import { type BuyControl, buyControl, isOvertaken } from "./buy-control";
import type { PurchaseNote } from "./describe-purchase";
import { describeSale, type SaleWords } from "./describe-sale";
import { formatMinute, formatShortMoment } from "./format-wall-time";
import type { SaleFacts } from "./sale-facts";
import type { LineDialogState } from "./use-line-dialog";
import { useOnline } from "./use-online";
import { usePageRefresh } from "./use-page-refresh";
import { type Purchase, usePurchase } from "./use-purchase";
import { type SaleState, useSaleState } from "./use-sale-state";
import { type ServerTime, useServerClock } from "./use-server-clock";

export interface SalePanelState extends SaleState {
  readonly clock: ServerTime;
  readonly online: boolean;
  /** The reader's zone; null in static HTML. */
  readonly ownZone: string | null;
  /** The zone times are shown in: the reader's, or the store's until it is known. */
  readonly timeZone: string;
  readonly words: SaleWords;
  readonly control: BuyControl;
  readonly purchase: Purchase;
  /** What there is to say of the shopper's own click. */
  readonly note: PurchaseNote | null;
  /** The rule that keeps this account out; null where none is known. */
  readonly keptOut: string | null;
  readonly dialog: LineDialogState;
  /** Milliseconds to the start; null in static HTML and once it is past. */
  readonly untilStartMs: number | null;
}

/** Everything the panel shows, from the clock, the sale's state, the account and its attempt. */
export function useSalePanel(facts: SaleFacts): SalePanelState {
  const say = useWords("sale", "time");
  const clock = useServerClock(facts.startsAtMs);
  const state = useSaleState(facts, clock);
  const { view, nowMs } = state;
  const shownNowMs = nowMs ?? facts.generatedAtMs;
  const ownZone = useTimeZone();
  const timeZone = ownZone ?? facts.timeZone;
  const online = useOnline();
  const isAhead = view.phase === "scheduled" || view.phase === "draft";

  const purchase = usePurchase({
    slug: facts.slug,
    clock,
    startsAtMs: view.startsAtMs,
    hasBegun: nowMs === null ? null : !isAhead,
  });
  const { wish, session, dialog } = purchase;
  const { attempt } = purchase.attempt;
  useRefusalFollowUp(purchase, state);
  usePageRefresh(facts, view);

  const { part } = purchase;
  const keptOut = part === null || purchase.keptOut === null ? null : part.problemText(purchase.keptOut, part.say);

  const control = buyControl({
    say,
    slug: facts.slug,
    phase: view.phase,
    stock: view.stock,
    endedReason: view.endedReason,
    startsAtMs: view.startsAtMs,
    nowMs: shownNowMs,
    signedIn: session.word === "signed_in" ? true : session.word === "signed_out" ? false : null,
    online,
    outdated: purchase.outdated,
    clockTrusted: !clock.ready || clock.trusted,
    wish,
    keptOut,
    attempt,
    limitPerAccount: facts.limitPerAccount,
    priceText: facts.priceText,
    opensText: formatShortMoment(view.startsAtMs, shownNowMs, timeZone, say.locale),
    payByText: attempt?.payBy === undefined ? "" : formatMinute(Date.parse(attempt.payBy), timeZone),
  });
  const note = part?.purchaseNote({
    say: part.say,
    wish,
    attempt,
    wasPlace: dialog.firstPlace,
    limitPerAccount: facts.limitPerAccount,
    nowMs: shownNowMs,
    timeZone,
  });

  return {
    ...state,
    clock,
    online,
    ownZone,
    timeZone,
    words: describeSale(view, facts, timeZone, say),
    control,
    purchase,
    note: note ?? null,
    keptOut,
    dialog,
    untilStartMs: isAhead && nowMs !== null ? view.startsAtMs - nowMs : null,
  };
}

/** A cached answer may be this much older than the refusal it follows. */
const cacheAgeMs = 2_000;

/** A refusal knows more than the last poll: ask what the sale has become, and forget it once the server tells more. */
function useRefusalFollowUp({ wish, forgetRefusal }: Purchase, { toldAtMs, refresh }: SaleState): void {
  const overtaken = isOvertaken(wish, toldAtMs);
  useEffect(() => {
    if (overtaken) forgetRefusal();
  }, [overtaken, forgetRefusal]);
  const refusedAtMs = wish.word === "refused" ? wish.atMs : null;
  useEffect(() => {
    if (refusedAtMs === null) return;
    const timer = setTimeout(refresh, cacheAgeMs);
    return () => clearTimeout(timer);
  }, [refusedAtMs, refresh]);
}
