"use client";

import { createElement, type ReactNode, useCallback, useEffect, useState } from "react";
import { type Session, useSession } from "@/components/account/use-session";
import type { Problem } from "@/lib/domain";
import type { AccountPart } from "./account-part";
import type { FollowedPurchase, PurchaseQuestion } from "./followed-purchase";
import type { PurchaseFlow } from "./purchase-flow";
import { useAccountPart } from "./use-account-part";
import type { AttemptState } from "./use-attempt";
import type { LineDialogState } from "./use-line-dialog";
import type { Wish } from "./wish";

export interface Purchase {
  readonly session: Session;
  readonly wish: Wish;
  readonly attempt: AttemptState;
  readonly dialog: LineDialogState;
  readonly ticketInHand: boolean;
  /** The rule that keeps this account out, known before the start; null while none is. */
  readonly keptOut: Problem | null;
  /** The shopper's click; before the account is known it is remembered and sent as soon as it is. */
  readonly press: (choice: { readonly itemId: number | null; readonly joinLine: boolean }) => void;
  readonly forgetRefusal: () => void;
  /** What only a signed-in shopper needs; null until it is loaded. */
  readonly part: AccountPart | null;
  /** Follows the account's purchase; to be drawn by whoever asks. Shows nothing. */
  readonly follower: ReactNode;
  /** The page is too old to buy from: it must be reloaded. */
  readonly outdated: boolean;
}

const sending: Wish = { word: "sending" };
const nothing: FollowedPurchase = {
  flow: null,
  wish: { word: "idle" },
  attempt: {
    attempt: null,
    answered: false,
    unreachable: false,
    answeredAtMs: null,
    refresh: () => undefined,
    leave: async () => null,
  },
  dialog: { open: false, show: () => undefined, hide: () => undefined, firstPlace: null },
  ticketInHand: false,
  keptOut: null,
};

/** The shopper's purchase in this sale, as far as there is an account. */
export function usePurchase(question: PurchaseQuestion): Purchase {
  const { session } = useSession();
  const accountId = session.word === "signed_in" ? session.account.id : null;
  const { part, failed } = useAccountPart(accountId !== null);
  const [followed, setFollowed] = useState<FollowedPurchase | null>(null);
  const { flow, wish, attempt, dialog, ticketInHand, keptOut } = followed ?? nothing;
  const { press, waiting } = useEarlyPress(flow, session, failed);
  return {
    session,
    wish: waiting ? sending : wish,
    attempt,
    dialog,
    ticketInHand,
    keptOut,
    press,
    forgetRefusal: useCallback(() => flow?.forgetRefusal(), [flow]),
    part,
    follower:
      part === null || accountId === null
        ? null
        : createElement(part.FollowPurchase, { ...question, accountId, onChange: setFollowed }),
    outdated: failed,
  };
}

/** A click while the session is still being asked for waits for it instead of being lost. */
function useEarlyPress(
  flow: PurchaseFlow | null,
  session: Session,
  failed: boolean,
): { press: Purchase["press"]; waiting: boolean } {
  const [early, setEarly] = useState<Parameters<Purchase["press"]>[0] | null>(null);
  useEffect(() => {
    if (early === null) return;
    // Signed out, or unable: the control now says so, and what to do about it is the shopper's own step.
    if (session.word === "signed_out" || failed) setEarly(null);
    if (flow === null) return;
    flow.press(early);
    setEarly(null);
  }, [early, flow, session.word, failed]);
  const press = useCallback(
    (choice: Parameters<Purchase["press"]>[0]) => (flow === null ? setEarly(choice) : flow.press(choice)),
    [flow],
  );
  return { press, waiting: early !== null };
}
