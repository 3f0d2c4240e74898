"use client";

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { type Session, useSession } from "@/components/account/use-session";
import type { Problem } from "@/lib/domain";
import type { AccountPart } from "./account-part";
import { onAttemptNews } from "./attempt-news";
import type { TicketKeeper } from "./keep-ticket";
import { ticketDelayMs } from "./plan-ticket";
import type { PurchaseFlow } from "./purchase-flow";
import type { PurchaseMachine } from "./purchase-machine";
import { useAccountPart } from "./use-account-part";
import { type AttemptState, useAttempt } from "./use-attempt";
import type { ServerTime } from "./use-server-clock";
import type { Wish } from "./wish";

export interface Purchase {
  readonly session: Session;
  readonly wish: Wish;
  readonly attempt: AttemptState;
  readonly ticketInHand: boolean;
  /** The rule that keeps this account out, known before the start; null while none is. */
  readonly keptOut: Problem | null;
  /** The shopper's click; before the account is known it is remembered and sent as soon as it is. */
  readonly press: (choice: { readonly itemId: number | null; readonly joinLine: boolean }) => void;
  readonly forgetRefusal: () => void;
  /** What only a signed-in shopper needs; null until it is loaded. */
  readonly part: AccountPart | null;
  /** The page is too old to buy from: it must be reloaded. */
  readonly outdated: boolean;
}

interface PurchaseQuestion {
  readonly slug: string;
  readonly clock: ServerTime;
  readonly startsAtMs: number;
  /** Whether the sale has begun, as the page shows it; null until the server's time is known. */
  readonly hasBegun: boolean | null;
}

const idle: Wish = { word: "idle" };
const sending: Wish = { word: "sending" };

/** The signed-in shopper's purchase in this sale: the click, the ticket ahead of it, and the attempt it became. */
export function usePurchase({ slug, clock, startsAtMs, hasBegun }: PurchaseQuestion): Purchase {
  const { session } = useSession();
  const accountId = session.word === "signed_in" ? session.account.id : null;
  const { nowMs } = clock;
  const { part, failed } = useAccountPart(accountId !== null);
  const [machine, setMachine] = useState<PurchaseMachine | null>(null);

  useEffect(() => {
    if (accountId === null || part === null) return;
    const made = part.createPurchaseMachine(slug, accountId, nowMs);
    setMachine(made);
    return () => {
      made.flow.stop();
      setMachine(null);
    };
  }, [slug, accountId, part, nowMs]);

  const subscribe = useCallback((listener: () => void) => machine?.flow.subscribe(listener) ?? (() => {}), [machine]);
  const wish = useSyncExternalStore(
    subscribe,
    () => machine?.flow.wish() ?? idle,
    () => idle,
  );

  const attempt = useAttempt({
    slug,
    enabled: useRestoreWanted(slug, machine, hasBegun),
    accepted: wish.word === "accepted" ? wish.attempt : null,
    receiptOf: useCallback(
      (attemptId: string) => {
        const stored = machine?.store.read() ?? null;
        return stored !== null && stored.attemptId === attemptId ? stored.receipt : null;
      },
      [machine],
    ),
    nowMs,
  });

  const known = attempt.attempt;
  useEffect(() => {
    if (known !== null) machine?.flow.learn(known);
  }, [machine, known]);
  useEffect(() => {
    if (hasBegun === true) machine?.flow.resume();
  }, [machine, hasBegun]);

  const { press, waiting } = useEarlyPress(machine?.flow ?? null, session, failed);
  const ticket = useTicketAhead(machine?.tickets ?? null, clock, startsAtMs);
  return {
    session,
    wish: waiting ? sending : wish,
    attempt,
    ticketInHand: ticket.inHand,
    keptOut: ticket.keptOut,
    press,
    forgetRefusal: useCallback(() => machine?.flow.forgetRefusal(), [machine]),
    part,
    outdated: failed,
  };
}

/**
 * Who loads the page while or after the sale runs may have an attempt, made in another tab, on another device or
 * before a reload. Who watched it open has none yet, and a crowd of them must not ask in the first second.
 */
function useRestoreWanted(slug: string, machine: PurchaseMachine | null, hasBegun: boolean | null): boolean {
  const [wanted, setWanted] = useState(false);
  const sawItClosed = useRef(false);
  useEffect(() => {
    if (machine === null || hasBegun === null || wanted) return;
    if (!hasBegun) {
      sawItClosed.current = true;
      return;
    }
    if (!sawItClosed.current) {
      setWanted(true);
      return;
    }
    const want = (): void => {
      if (document.visibilityState === "visible") setWanted(true);
    };
    document.addEventListener("visibilitychange", want);
    window.addEventListener("pageshow", want);
    const stopNews = onAttemptNews(slug, () => setWanted(true));
    return () => {
      document.removeEventListener("visibilitychange", want);
      window.removeEventListener("pageshow", want);
      stopNews();
    };
  }, [slug, machine, hasBegun, wanted]);
  return wanted && machine !== null;
}

interface TicketAhead {
  readonly inHand: boolean;
  readonly keptOut: Problem | null;
}

/** Fetches the ticket ahead of the start, spread over the minutes before; a failure is made good by the click. */
function useTicketAhead(tickets: TicketKeeper | null, clock: ServerTime, startsAtMs: number): TicketAhead {
  const [inHand, setInHand] = useState(false);
  const [keptOut, setKeptOut] = useState<Problem | null>(null);
  const { ready, nowMs } = clock;
  useEffect(() => {
    if (tickets === null || !ready) return;
    setInHand(tickets.inHand());
    setKeptOut(null);
    const delayMs = tickets.inHand() ? null : ticketDelayMs(nowMs(), startsAtMs, Math.random());
    // Longer waits than a timer can hold are for another visit.
    if (delayMs === null || delayMs > 2_000_000_000) return;
    const fetchAhead = async (): Promise<void> => {
      try {
        const outcome = await tickets.get();
        if (outcome.word === "problem" && outcome.problem.code === "not_eligible") setKeptOut(outcome.problem);
      } catch {
        // No answer: the click asks again.
      }
      setInHand(tickets.inHand());
    };
    const timer = setTimeout(() => void fetchAhead(), delayMs);
    return () => clearTimeout(timer);
  }, [tickets, ready, nowMs, startsAtMs]);
  return { inHand, keptOut };
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
