import type { ApiOutcome } from "@/components/api/fetch-json";
import { retryDelayMs } from "@/components/api/polling";
import type { AcceptedAnswer, AttemptAnswer, Problem } from "@/lib/domain";
import { decideStep, type StepHistory } from "./decide-step";
import type { TicketKeeper } from "./keep-ticket";
import { isUnderWay, type WaitReason, type Wish } from "./wish";
import type { StoredWish, WishStore } from "./wish-store";

/** The three questions a purchase asks. Each throws when no answer came. */
export interface PurchaseApi {
  send(ticket: string, wish: StoredWish): Promise<ApiOutcome<AcceptedAnswer>>;
  /** The account's newest attempt in this sale. */
  current(): Promise<ApiOutcome<AttemptAnswer>>;
}

export interface PurchaseParts {
  readonly slug: string;
  readonly api: PurchaseApi;
  readonly tickets: TicketKeeper;
  readonly store: WishStore;
  /** Server time, for what is shown and kept. */
  readonly nowMs: () => number;
  /** Runs evenly, for waiting. */
  readonly monotonicMs: () => number;
  /** Resolves after the wait. */
  readonly wait: (delayMs: number) => Promise<void>;
  /** Returns [0, 1). */
  readonly random: () => number;
  readonly makeKey: () => string;
}

export interface PurchaseFlow {
  wish(): Wish;
  subscribe(listener: () => void): () => void;
  /** The shopper's click. Ignored while one is under way. */
  press(choice: { readonly itemId: number | null; readonly joinLine: boolean }): void;
  /** After a reload: finds out about a click whose answer was lost with the page. */
  resume(): void;
  /** The account's attempt as another question told it: an answered wish needs a new key when it is over. */
  learn(attempt: AttemptAnswer): void;
  /** A refusal that later news has overtaken. */
  forgetRefusal(): void;
  /** Sends nothing any more. */
  stop(): void;
}

/** One request per 5 s for each click of the shopper; the server's own limit is the same. */
const clickEveryMs = 5_000;
/** How long a click is carried through a lost connection before it is handed back to the shopper. */
const patienceMs = 90_000;
/** A click that a reload interrupted is carried on by itself only this long; older, the shopper decides. */
const resumeWithinMs = 60_000;

/** Thrown inside a run that is no longer wanted. */
class Stopped extends Error {}

/** One shopper's purchase in one sale: a click, its key, and everything that can become of it on the way. */
export function createPurchaseFlow(parts: PurchaseParts): PurchaseFlow {
  const { api, tickets, store, nowMs, monotonicMs, random } = parts;
  const listeners = new Set<() => void>();
  let wish: Wish = { word: "idle" };
  let generation = 0;
  let lastSentMs = Number.NEGATIVE_INFINITY;
  let latestAttemptId: string | null = null;

  function become(next: Wish): void {
    wish = next;
    for (const listener of listeners) listener();
  }

  /** Starts `work`, which ends quietly when the flow is stopped or a newer run has begun. */
  function start(work: (alive: () => void) => Promise<void>): void {
    generation += 1;
    const own = generation;
    const alive = (): void => {
      if (own !== generation) throw new Stopped();
    };
    work(alive).catch((error: unknown) => {
      if (!(error instanceof Stopped)) throw error;
    });
  }

  async function waitAs(reason: WaitReason, delayMs: number, alive: () => void): Promise<void> {
    become({ word: "waiting", reason, untilMs: nowMs() + delayMs });
    await parts.wait(delayMs);
    alive();
  }

  /** Sends the wish until there is a definite answer or patience ends. */
  async function carry(stored: StoredWish, alive: () => void): Promise<void> {
    const beganMs = monotonicMs();
    let history: StepHistory = { busyResends: 0, notOpenResends: 0, newTickets: 0, waitedMs: 0 };
    let lost = 0;
    const pacedMs = lastSentMs + clickEveryMs - monotonicMs();
    if (pacedMs > 0) await waitAs("paced", pacedMs, alive);

    for (;;) {
      become({ word: "sending" });
      const outcome = await attemptOnce(stored);
      alive();
      history = { ...history, waitedMs: monotonicMs() - beganMs };
      if (outcome.word === "accepted") return accept(stored, outcome.answer);
      if (outcome.word === "lost") {
        lost += 1;
        if (history.waitedMs > patienceMs) return become({ word: "unanswered", sent: outcome.sent });
        const found = outcome.sent ? await find(stored, beganMs, alive) : "none";
        if (found === "given_up") return become({ word: "unanswered", sent: true });
        if (found !== "none") return adopt(stored, found);
        if (!outcome.sent) await waitAs("connection", retryDelayMs(lost, random()), alive);
        continue;
      }
      const { problem } = outcome;
      const step = decideStep(problem, outcome.retryAfterMs, history, random());
      switch (step.word) {
        case "resend":
          history =
            step.reason === "busy"
              ? { ...history, busyResends: history.busyResends + 1 }
              : { ...history, notOpenResends: history.notOpenResends + 1 };
          await waitAs(step.reason, step.afterMs, alive);
          continue;
        case "new_ticket":
          history = { ...history, newTickets: history.newTickets + 1 };
          tickets.drop();
          continue;
        case "check": {
          const found = await find(stored, beganMs, alive);
          if (found !== "none" && found !== "given_up") return adopt(stored, found);
          // The server stumbled and knows of nothing: a moment later the same key may fare better.
          if (found === "given_up" || history.waitedMs > patienceMs) return become({ word: "unanswered", sent: true });
          history = { ...history, busyResends: history.busyResends + 1 };
          await waitAs("busy", retryDelayMs(history.busyResends, random()), alive);
          continue;
        }
        case "throttled":
          store.write({ ...stored, stage: "refused" });
          return become({ word: "throttled", untilMs: nowMs() + step.forMs });
        case "refuse":
          store.write({ ...stored, stage: step.spoilt ? "over" : "refused" });
          return become({ word: "refused", problem, atMs: nowMs() });
      }
    }
  }

  async function attemptOnce(stored: StoredWish): Promise<SendOutcome> {
    try {
      const ticket = await tickets.get();
      if (ticket.word === "nothing") return { word: "lost", sent: false };
      if (ticket.word === "problem") return refusal(ticket);
      lastSentMs = monotonicMs();
      return await sendOnce(ticket.data.ticket, stored);
    } catch {
      return { word: "lost", sent: false };
    }
  }

  async function sendOnce(ticket: string, stored: StoredWish): Promise<SendOutcome> {
    try {
      const outcome = await api.send(ticket, stored);
      if (outcome.word === "answer") return { word: "accepted", answer: outcome.data };
      return outcome.word === "problem" ? refusal(outcome) : { word: "lost", sent: true };
    } catch {
      return { word: "lost", sent: true };
    }
  }

  /** Asks what became of a click whose answer was lost; `none`: it never arrived and may be sent again. */
  async function find(
    stored: StoredWish,
    beganMs: number,
    alive: () => void,
  ): Promise<AttemptAnswer | "none" | "given_up"> {
    for (let failures = 1; ; failures += 1) {
      become({ word: "checking" });
      const outcome = await api.current().catch(() => null);
      alive();
      if (outcome?.word === "nothing") return "none";
      if (outcome?.word === "answer") {
        return outcome.data.attemptId === stored.priorAttemptId ? "none" : outcome.data;
      }
      if (outcome?.word === "problem" && outcome.problem.code === "not_signed_in") return "given_up";
      if (monotonicMs() - beganMs > patienceMs) return "given_up";
      await parts.wait(retryDelayMs(failures, random()));
      alive();
    }
  }

  function accept(stored: StoredWish, answer: AcceptedAnswer): void {
    latestAttemptId = answer.attemptId;
    store.write({ ...stored, stage: "accepted", attemptId: answer.attemptId, receipt: answer.receipt });
    become({
      word: "accepted",
      attempt: {
        attemptId: answer.attemptId,
        saleSlug: parts.slug,
        state: answer.state,
        receivedAt: answer.receivedAt,
        pollMs: answer.pollMs,
        ...(answer.place === undefined ? {} : { place: answer.place }),
      },
    });
  }

  function adopt(stored: StoredWish, attempt: AttemptAnswer): void {
    latestAttemptId = attempt.attemptId;
    store.write({ ...stored, stage: "accepted", attemptId: attempt.attemptId });
    become({ word: "accepted", attempt });
  }

  return {
    wish: () => wish,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    press({ itemId, joinLine }) {
      if (isUnderWay(wish) || (wish.word === "throttled" && wish.untilMs > nowMs())) return;
      const known = store.read();
      // The same wish keeps its key, whatever happened to it, until it has come to its end.
      const isSame = known !== null && known.stage !== "over" && known.itemId === itemId;
      const stored: StoredWish = isSame
        ? { ...known, stage: "unknown", joinLine, pressedAtMs: nowMs() }
        : {
            key: parts.makeKey(),
            stage: "unknown",
            itemId,
            joinLine,
            pressedAtMs: nowMs(),
            attemptId: null,
            receipt: null,
            priorAttemptId: latestAttemptId,
          };
      store.write(stored);
      start((alive) => carry(stored, alive));
    },
    resume() {
      const stored = store.read();
      if (stored === null || stored.stage !== "unknown" || isUnderWay(wish)) return;
      if (Math.abs(nowMs() - stored.pressedAtMs) > resumeWithinMs) return;
      start(async (alive) => {
        const found = await find(stored, monotonicMs(), alive);
        if (found === "given_up") return become({ word: "unanswered", sent: true });
        return found === "none" ? carry(stored, alive) : adopt(stored, found);
      });
    },
    learn(attempt) {
      latestAttemptId = attempt.attemptId;
      const stored = store.read();
      if (attempt.pollMs !== 0 || stored === null || stored.stage === "over") return;
      if (stored.attemptId === attempt.attemptId) store.write({ ...stored, stage: "over" });
    },
    forgetRefusal() {
      if (wish.word === "refused") become({ word: "idle" });
    },
    stop() {
      generation += 1;
    },
  };
}

type SendOutcome =
  | { readonly word: "accepted"; readonly answer: AcceptedAnswer }
  | { readonly word: "problem"; readonly problem: Problem; readonly retryAfterMs: number | null }
  | { readonly word: "lost"; readonly sent: boolean };

function refusal(outcome: Extract<ApiOutcome<unknown>, { word: "problem" }>): SendOutcome {
  return { word: "problem", problem: outcome.problem, retryAfterMs: outcome.retryAfterMs };
}
