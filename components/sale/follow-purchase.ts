"use client";

import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Problem } from "@/lib/domain";
import { onAttemptNews } from "./attempt-news";
import type { FollowedPurchase, PurchaseQuestion } from "./followed-purchase";
import type { TicketKeeper } from "./keep-ticket";
import { ticketDelayMs } from "./plan-ticket";
import { createPurchaseMachine, type PurchaseMachine } from "./purchase-machine";
import { useAttempt } from "./use-attempt";
import { useLineDialog } from "./use-line-dialog";
import type { ServerTime } from "./use-server-clock";
import type { Wish } from "./wish";

interface FollowPurchaseProps extends PurchaseQuestion {
  readonly accountId: string;
  /** Told before anything is painted, so that the page never shows an older word; null when the account is gone. */
  readonly onChange: (followed: FollowedPurchase | null) => void;
}

const idle: Wish = { word: "idle" };

/**
 * Follows a signed-in shopper's purchase: the click, the ticket ahead of it, and the attempt it became. It draws nothing: as
 * a component its hooks come with the account's code, and not with the page that everybody loads.
 */
export function FollowPurchase({ slug, clock, startsAtMs, hasBegun, accountId, onChange }: FollowPurchaseProps) {
  const { nowMs } = clock;
  const [machine, setMachine] = useState<PurchaseMachine | null>(null);

  useEffect(() => {
    const made = createPurchaseMachine(slug, accountId, nowMs);
    setMachine(made);
    return () => {
      made.flow.stop();
      setMachine(null);
    };
  }, [slug, accountId, nowMs]);

  const subscribe = useCallback((listener: () => void) => machine?.flow.subscribe(listener) ?? (() => {}), [machine]);
  const wish = useSyncExternalStore(
    subscribe,
    () => machine?.flow.wish() ?? idle,
    () => idle,
  );

  const { attempt, answered, unreachable, answeredAtMs, refresh, leave } = useAttempt({
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

  useEffect(() => {
    if (attempt !== null) machine?.flow.learn(attempt);
  }, [machine, attempt]);
  useEffect(() => {
    if (hasBegun === true) machine?.flow.resume();
  }, [machine, hasBegun]);

  const { open, show, hide, firstPlace } = useLineDialog(wish, attempt);
  const { inHand: ticketInHand, keptOut } = useTicketAhead(machine?.tickets ?? null, clock, startsAtMs);
  useLayoutEffect(() => {
    const state = { attempt, answered, unreachable, answeredAtMs, refresh, leave };
    const dialog = { open, show, hide, firstPlace };
    onChange({ flow: machine?.flow ?? null, wish, attempt: state, dialog, ticketInHand, keptOut });
  }, [
    onChange,
    machine,
    wish,
    attempt,
    answered,
    unreachable,
    answeredAtMs,
    refresh,
    leave,
    open,
    show,
    hide,
    firstPlace,
    ticketInHand,
    keptOut,
  ]);
  useLayoutEffect(() => () => onChange(null), [onChange]);
  return null;
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
